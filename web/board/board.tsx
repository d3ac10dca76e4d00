// The board: what is on the page, and what keys and drags do.
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { memo } from 'preact/compat';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Account, SignInDialog, signingIn } from './account';
import { names, states, urgency } from './labels';
import { priorities, statuses, type Status, type Task } from './operations';
import { columns, connection, filter, follow, hint, message, move, narrow, news, taskById, users } from './tasks';
import { editing, TaskDialog } from './task-dialog';


const told = signal('');
const over = signal<Status | null>(null);
// The card that the keyboard is on. One that comes up elsewhere in the lists has lost the focus on its way, and gets it back.
let focused = '';
const keepFocus = () => {
  if (focused && document.activeElement === document.body) document.querySelector<HTMLElement>(`.card[data-id="${CSS.escape(focused)}"] button`)?.focus();
};

function Board() {
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
        <Account />
        <button class="primary" aria-label="New task" aria-keyshortcuts="n" onClick={add}>+<span> New task</span></button>
      </header>
      <main onKeyDown={onKey}>
        {statuses.map((status) => <Column key={status} status={status} />)}
      </main>
      <footer>
        <span><kbd>←↑↓→</kbd> go to a task</span><span><kbd>Shift</kbd> <kbd>←→</kbd> move it</span><span><kbd>Enter</kbd> open</span><span><kbd>n</kbd> new</span><span><kbd>/</kbd> search</span>
        <output>{hint.value}</output>
      </footer>
      <p class="unseen" aria-live="polite">{told.value}</p>
      {message.value && <p class="message" role="alert">{message.value} <button aria-label="Dismiss" onClick={() => (message.value = '')}>✕</button></p>}
      {editing.value && <TaskDialog key={editing.value} />}
      {signingIn.value && <SignInDialog />}
    </>
  );
}

function Column({ status }: { status: Status }) {
  const list = columns.value[status];
  useLayoutEffect(keepFocus);
  return (
    <section
      aria-label={names[status]} data-status={status} class={over.value === status ? 'over' : ''}
      onDragOver={(event) => { event.preventDefault(); over.value = status; }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node) || (over.value = null)}
      onDrop={(event) => { event.preventDefault(); over.value = null; put(event.dataTransfer!.getData('text/plain'), status); }}
    >
      <h2>{names[status]} <span>{list.length}</span></h2>
      <ul>
        {list.map((task) => <Card key={task.id} task={task} />)}
        {list.length === 0 && connection.value === 'live' && <li class="nothing">Nothing here</li>}
      </ul>
    </section>
  );
}

// A change of one task draws one card, not all; and the style sheet has the browser lay out only those in sight. So thousands are no trouble.
const Card = memo(({ task }: { task: Task }) => {
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (news.delete(task.id)) card.current!.animate([{ opacity: 1 }, { opacity: 0 }], { duration: 1200, pseudoElement: '::before' });
  }, [task.version, task.status]);
  const at = statuses.indexOf(task.status);
  // Canadians write a day as the server does.
  const late = task.dueDate !== null && task.status !== 'COMPLETED' && task.dueDate < new Date().toLocaleDateString('en-CA');
  return (
    <li ref={card} class="card" data-id={task.id} draggable onDragStart={(event) => event.dataTransfer!.setData('text/plain', task.id)} onDragEnd={() => (over.value = null)}>
      <button class="title" onClick={() => (editing.value = task.id)}>{task.title}</button>
      <div class="about">
        <span>#{task.databaseId}</span>
        {task.priority !== 'NONE' && <span class="priority" data-priority={task.priority}>{urgency[task.priority]}</span>}
        {task.dueDate && <time class={late ? 'late' : ''} dateTime={task.dueDate}>{late ? 'was due ' : 'due '}{new Date(`${task.dueDate}T00:00`).toLocaleDateString(undefined, { month: 'short', day: 'numeric' })}</time>}
        {task.user && <span class="user"><i aria-hidden="true" data-hue={task.user.username.length * 7 % 6}>{task.user.username[0]}</i>{task.user.username}</span>}
      </div>
      <div class="moves">
        {([-1, 1] as const).map((by) => statuses[at + by]).map((to, i) => to && (
          <button key={to} tabIndex={-1} aria-label={`Move to ${names[to]}`} onClick={() => put(task.id, to)}>{i ? '' : '← '}<span>{names[to]}</span>{i ? ' →' : ''}</button>
        ))}
      </div>
    </li>
  );
});

async function put(id: string, status: Status) {
  const title = taskById(id)?.title;
  if (await move(id, status)) told.value = `Moved to ${names[status]}: ${title}`;
}

function add() {
  // Tasks belong to somebody.
  if (users.value.length === 0 && connection.value === 'live') signingIn.value = 'up';
  else editing.value = 'new';
}

function onKey(event: KeyboardEvent) {
  const card = (event.target as Element).closest<HTMLElement>('.card');
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

addEventListener('focusin', (event) => (focused = (event.target as Element).closest<HTMLElement>('.card')?.dataset.id ?? ''));
addEventListener('pointerdown', () => (focused = ''));
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || (event.target as Element).closest('input, select, textarea, dialog')) return;
  if (event.key !== 'n' && event.key !== '/') return;
  event.preventDefault();
  if (event.key === 'n') add();
  else document.getElementById('search')!.focus();
});

effect(() => { if (connection.value === 'locked') signingIn.value = 'in'; });
render(<Board />, document.body);
void follow();
