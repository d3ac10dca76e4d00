// What was deleted, and the way back.
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useDialog } from './account';
import { day } from './labels';
import type { Task } from './operations';
import { deleted, message, restore } from './tasks';

export const showingDeleted = signal(false);

export function DeletedDialog() {
  const dialog = useDialog(() => { showingDeleted.value = false; message.value = ''; });
  const tasks = useSignal<Task[] | null>(null);

  useEffect(() => {
    deleted().then((found) => (tasks.value = found)).catch(() => (message.value = 'They could not be read.'));
  }, []);

  async function bringBack(id: string) {
    if (await restore(id)) tasks.value = tasks.value!.filter((task) => task.id !== id);
  }

  return (
    <dialog ref={dialog} aria-labelledby="deleted">
      <h2 id="deleted">Deleted tasks</h2>
      <ul>
        {tasks.value?.map((task) => (
          <li key={task.id}>
            <span>{task.title} <small>#{task.databaseId}, deleted {day(task.deletedAt!)}</small></span>
            <button aria-label={`Restore ${task.title}`} onClick={() => bringBack(task.id)}>Restore</button>
          </li>
        ))}
      </ul>
      {tasks.value?.length === 0 && <p class="nothing">Nothing that you could restore</p>}
      {message.value && <p class="refusal" role="alert">{message.value}</p>}
      <div class="actions"><button autofocus onClick={() => dialog.current!.close()}>Close</button></div>
    </dialog>
  );
}
