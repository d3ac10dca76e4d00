// The board: what is on the page, and what keys and drags do.
import { effect, signal, useSignal } from '@preact/signals';
import { render } from 'preact';
import { memo } from 'preact/compat';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Account, SignInDialog } from './account';
import { DeletedDialog, showingDeleted } from './deleted';
import { Icon } from './icon';
import { day, isOver, names, states, urgency } from './labels';
import { priorities, statuses, type Status, type Task } from './operations';
import { canSignUp, session, signingIn } from './session';
import { columns, connection, filter, follow, hint, message, move, narrow, news, remove, restore, taskById, told, users } from './tasks';
import { editing, TaskDialog } from './task-dialog';

// Cards are drawn as far as somebody scrolls: thousands at once would make everybody wait.
const step = 8;

const over = signal<Status | null>(null);

function Board() {
  const dialogs = editing.value || signingIn.value || showingDeleted.value;
  return (
    <>
      <header>
        <h1><img src="/icon.svg" alt="" /><a href="/">TaskTracker</a></h1>
        <search>
          <input id="search" type="search" placeholder="Search…" aria-label="Search tasks" aria-keyshortcuts="/" value={filter.value.search} onInput={(event) => narrow({ search: event.currentTarget.value })} />
          <select aria-label="Assignee" value={filter.value.userId} onChange={(event) => narrow({ userId: event.currentTarget.value })}>
            <option value="">Everybody</option>
            {users.value.map((user) => <option key={user.id} value={user.id}>{user.username}</option>)}
          </select>
          <select aria-label="Priority" value={filter.value.priority} onChange={(event) => narrow({ priority: event.currentTarget.value as '' })}>
            <option value="">Any priority</option>
            {priorities.map((priority) => <option key={priority} value={priority}>{urgency[priority]}</option>)}
          </select>
        </search>
        <p class="connection" data-state={connection.value} role="status">{states[connection.value]}</p>
        {session.value && <button aria-label="Deleted tasks" title="Deleted tasks" onClick={() => (showingDeleted.value = true)}><Icon name="bin" /></button>}
        <Account />
        <button class="primary" aria-label="New task" aria-keyshortcuts="n" onClick={add}>+<span> New task</span></button>
      </header>
      <main onKeyDown={onKey}>
        {statuses.map((status) => <Column key={status} status={status} />)}
      </main>
      <footer>
        <span><kbd>←↑↓→</kbd> go to a task</span><span><kbd>Shift</kbd> <kbd>←→</kbd> move it</span><span><kbd>Enter</kbd> open</span><span><kbd>Del</kbd> delete</span><span><kbd>n</kbd> new</span><span><kbd>/</kbd> search</span>
        <output>{hint.value}</output>
      </footer>
      <div class="notes">
        <div aria-live="polite">{told.value && <p>{told.value.text} <button onClick={undo}>Undo</button></p>}</div>
        {message.value && !dialogs && <p role="alert">{message.value} <button aria-label="Dismiss" onClick={() => (message.value = '')}>✕</button></p>}
      </div>
      {editing.value && <TaskDialog key={editing.value} discard={discard} />}
      {showingDeleted.value && <DeletedDialog />}
      {signingIn.value && <SignInDialog />}
    </>
  );
}

function Column({ status }: { status: Status }) {
  const list = columns.value[status];
  const drawn = useSignal(step);
  const isMore = drawn.value < list.length;
  const end = useRef<HTMLLIElement>(null);
  useLayoutEffect(keepFocus);
  useEffect(() => {
    if (!isMore) return;
    // The last entry is how it is now: a slow page is told of several changes at once, and not again.
    const watch = new IntersectionObserver((entries) => entries.at(-1)!.isIntersecting && (drawn.value += step), { root: end.current!.parentElement, rootMargin: '600px' });
    watch.observe(end.current!);
    return () => watch.disconnect();
  }, [drawn.value, isMore]);
  return (
    <section
      aria-label={names[status]} data-status={status} class={over.value === status ? 'over' : ''}
      onDragOver={(event) => { event.preventDefault(); over.value = status; }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node) || (over.value = null)}
      onDrop={(event) => { event.preventDefault(); over.value = null; put(event.dataTransfer!.getData('text/plain'), status); }}
    >
      <h2>{names[status]} <span>{list.length}</span></h2>
      <ul>
        {list.slice(0, drawn.value).map((task) => <Card key={task.id} task={task} />)}
        {isMore && <li ref={end} class="end" aria-hidden="true" />}
        {list.length === 0 && connection.value === 'live' && <li class="nothing">Nothing here</li>}
      </ul>
    </section>
  );
}

// A change of one task draws one card, not all.
const Card = memo(({ task }: { task: Task }) => {
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (news.delete(task.id)) card.current!.animate([{ opacity: 1 }, { opacity: 0 }], { duration: 1200, pseudoElement: '::before' });
  }, [task.version, task.status]);
  const at = statuses.indexOf(task.status);
  const late = task.dueDate !== null && task.status !== 'COMPLETED' && isOver(task.dueDate);
  return (
    <li ref={card} class="card" data-id={task.id} draggable onDragStart={(event) => event.dataTransfer!.setData('text/plain', task.id)} onDragEnd={() => (over.value = null)}>
      <button class="title" onClick={() => (editing.value = task.id)}>{task.title}</button>
      <div class="about">
        <span>#{task.databaseId}</span>
        {task.priority !== 'NONE' && <span class="priority" data-priority={task.priority}>{urgency[task.priority]}</span>}
        {task.dueDate && <time class={late ? 'late' : ''} dateTime={task.dueDate}>{late ? 'was due ' : 'due '}{day(task.dueDate)}</time>}
        {task.user && <span class="user"><i aria-hidden="true" data-hue={task.user.databaseId % 6}>{task.user.username[0]}</i>{task.user.username}</span>}
      </div>
      <div class="moves">
        {([-1, 1] as const).map((by) => statuses[at + by]).map((to, i) => to && (
          <button key={to} tabIndex={-1} aria-label={`Move to ${names[to]}`} onClick={() => put(task.id, to)}>{i ? '' : '← '}<span>{names[to]}</span>{i ? ' →' : ''}</button>
        ))}
      </div>
    </li>
  );
});

// What can be taken back is told for a while.
let forget = 0;
function tell(text: string, undo: () => unknown) {
  told.value = { text, undo };
  clearTimeout(forget);
  forget = setTimeout(() => (told.value = null), 8_000);
}

function undo() {
  const { undo } = told.value!;
  told.value = null;
  undo();
}

async function put(id: string, status: Status) {
  const before = taskById(id);
  if (before && await move(id, status)) tell(`Moved to ${names[status]}: ${before.title}`, () => { focused = id; void move(id, before.status); });
}

async function discard(id: string) {
  const gone = await remove(id);
  if (gone) tell(`Deleted: ${gone.title}`, () => { focused = id; void restore(id); });
}

function add() {
  if (users.value.length === 0 && connection.value === 'live') {
    signingIn.value = canSignUp ? 'up' : 'in';
    message.value = 'Tasks belong to somebody, and nobody is here yet.';
  } else editing.value = 'new';
}

function onKey(event: KeyboardEvent) {
  const card = (event.target as Element).closest<HTMLElement>('.card');
  if (card && event.key === 'Delete') void discard(card.dataset.id!);
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!card || !way || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const [across, along] = way as [number, number];
  const section = card.closest('section')!;
  const status = statuses[statuses.indexOf(section.dataset.status as Status) + across];
  if (!status) return;
  if (event.shiftKey && across) {
    void put(card.dataset.id!, status);
    return;
  }
  const cards = [...document.querySelectorAll<HTMLElement>(`section[data-status=${status}] .card`)];
  const index = [...section.querySelectorAll('.card')].indexOf(card) + along;
  const next = cards[Math.min(Math.max(index, 0), cards.length - 1)];
  next?.querySelector('button')?.focus();
  next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

// The card that the keyboard is on. One that comes up elsewhere in the lists has lost the focus on its way, and gets it back; when it is
// gone, the one in its place gets it.
let focused = '';
let place = { list: document.body as Element, index: 0 };
function keepFocus() {
  if (!focused || document.activeElement !== document.body) return;
  const there = taskById(focused) ? document.querySelector(`.card[data-id="${CSS.escape(focused)}"]`) : place.list.children[Math.min(place.index, place.list.children.length - 1)];
  there?.querySelector('button')?.focus();
}

addEventListener('focusin', (event) => {
  const card = (event.target as Element).closest<HTMLElement>('.card');
  focused = card?.dataset.id ?? '';
  if (card) place = { list: card.parentElement!, index: [...card.parentElement!.children].indexOf(card) };
});
addEventListener('pointerdown', () => (focused = ''));

// Whoever closes the dialog of a task is back at its card, wherever that is by now.
let opened: string | null = null;
effect(() => {
  if (opened && !editing.value) focused = opened;
  opened = editing.value;
  keepFocus();
});
addEventListener('keydown', (event) => {
  if ((event.target as Element).closest('input, select, textarea, dialog')) return;
  if (event.key === 'z' && (event.ctrlKey || event.metaKey) && told.value) {
    event.preventDefault();
    undo();
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key !== 'n' && event.key !== '/') return;
  event.preventDefault();
  if (event.key === 'n') add();
  else document.getElementById('search')!.focus();
});

render(<Board />, document.body);
void follow();
