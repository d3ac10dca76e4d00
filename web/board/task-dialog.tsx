// One task with everything about it, to be made or changed.
import { signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useDialog } from './account';
import { ask } from './client';
import { names, urgency } from './labels';
import { Description, priorities, statuses, type Priority, type Status } from './operations';
import { session } from './session';
import { assign, create, message, move, taskById, update, users } from './tasks';

// The id of the task in the dialog, or "new".
export const editing = signal<string | null>(null);

export function TaskDialog({ discard }: { discard: (id: string) => void }) {
  const own = editing.value!;
  const dialog = useDialog(() => {
    // The next one may be open before this one is told that it was closed.
    if (editing.value === own) editing.value = null;
    message.value = '';
  });
  const description = useSignal<string | null>(null);
  const seen = useSignal(0);
  const saving = useSignal(false);
  // As it was when the dialog opened, whatever becomes of it: what one types is held against that.
  const task = useRef(taskById(own)).current;

  useEffect(() => {
    if (!task) return;
    void ask<{ taskById: { description: string | null; version: number } | null }>(Description, { id: task.id }).then((answer) => {
      description.value = answer.taskById?.description ?? '';
      seen.value = answer.taskById?.version ?? 0;
    }).catch(() => {});
  }, []);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (saving.value) return;
    saving.value = true;
    const form = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<string, string>;
    const said = { title: form.title!, description: form.description || null, priority: form.priority as Priority, dueDate: form.dueDate || null };
    const saved = task
      ? await change(said, form.userId!, form.status as Status)
      : await create({ ...said, userId: form.userId!, status: form.status as Status });
    saving.value = false;
    if (saved) dialog.current?.close();
  }

  // What it says is changed only if nobody else did so meanwhile. Where it is and whose it is, the last one decides.
  async function change(said: Omit<Parameters<typeof create>[0], 'userId' | 'status'>, userId: string, status: Status) {
    const isSame = said.title === task!.title && said.description === (description.value || null) && said.priority === task!.priority && said.dueDate === task!.dueDate;
    if (!isSame && !(await update({ id: task!.id, ...said, expectedVersion: seen.value }))) return false;
    if (userId !== task!.user?.id && !(await assign(task!.id, userId))) return false;
    return status === taskById(task!.id)?.status || move(task!.id, status);
  }

  return (
    <dialog ref={dialog} aria-labelledby="task">
      <form onSubmit={submit}>
        <h2 id="task">{task ? `Task #${task.databaseId}` : 'New task'}</h2>
        <label>Title<input name="title" required maxLength={2000} defaultValue={task?.title} autofocus /></label>
        <label>Description<textarea name="description" rows={4} maxLength={20000} disabled={task && description.value === null} defaultValue={description.value ?? ''} key={String(description.value === null)} /></label>
        <div class="pair">
          <label>Status<select name="status" defaultValue={task?.status}>{statuses.map((status) => <option key={status} value={status} selected={status === task?.status}>{names[status]}</option>)}</select></label>
          <label>Assignee<select name="userId" required>{users.value.map((user) => <option key={user.id} value={user.id} selected={user.id === (task?.user ?? session.value?.user)?.id}>{user.username}</option>)}</select></label>
          <label>Priority<select name="priority">{priorities.map((priority) => <option key={priority} value={priority} selected={priority === task?.priority}>{urgency[priority]}</option>)}</select></label>
          <label>Due<input name="dueDate" type="date" defaultValue={task?.dueDate ?? ''} /></label>
        </div>
        {message.value && <p class="refusal" role="alert">{message.value}</p>}
        <div class="actions">
          {task && <button type="button" class="bad" onClick={() => { dialog.current!.close(); discard(task.id); }}>Delete</button>}
          <button type="button" onClick={() => dialog.current!.close()}>Cancel</button>
          <button class="primary" disabled={saving.value || users.value.length === 0 || (task && description.value === null)}>{saving.value ? 'Saving…' : task ? 'Save' : 'Create'}</button>
        </div>
      </form>
    </dialog>
  );
}
