// The tasks, as they are on the server: read once, then kept up to date by every change after that.
import { batch, computed, signal } from '@preact/signals';
import { ask, codeOf, mutate, pause, socket, type Done } from './client';
import {
  AssignTask, Changes, CreateTask, DeletedTasks, DeleteTask, MoveTask, RestoreTask, statuses, Tasks, UpdateTask, Users,
  type Change, type Page, type Priority, type Status, type Task, type User,
} from './operations';
import { refresh, session, signingIn } from './session';

// More are not kept in a browser; a search finds the others.
const most = 5_000;

export const connection = signal<'loading' | 'live' | 'offline' | 'locked'>('loading');
// Why something was not done.
export const message = signal('');
// What was done, and the way back.
export const told = signal<{ text: string; undo: () => unknown } | null>(null);
export const users = signal<User[]>([]);
export const total = signal(0);
export const filter = signal<{ search: string; userId: string; priority: Priority | '' }>({ search: '', userId: '', priority: '' });

const tasks = new Map<string, Task>();
// The newest version that was seen of each task, deleted ones too: whatever comes later and is older is no news.
const versions = new Map<string, number>();
// Where tasks were put here, until the server has answered; and its answer to the last move of each, for which the next one waits.
const moving = new Map<string, { status: Status; updatedAt: string }>();
const answers = new Map<string, Promise<unknown>>();
const found = signal<{ ids: Set<string>; total: number } | null>(null);
// Tasks that somebody has just changed; a card draws attention to itself once.
export const news = new Set<string>();

// Maps tell nobody that they changed. This does, ten times a second at most, however much others do; what is done here shows at once.
const revision = signal(0);
let timer = 0;
let last = 0;
const changed = () => (timer ||= setTimeout(draw, last + 100 - performance.now()));
function draw() {
  clearTimeout(timer);
  timer = 0;
  last = performance.now();
  revision.value++;
}

export const columns = computed(() => {
  revision.value;
  const { userId, priority } = filter.value;
  const lists: Record<Status, Task[]> = { PENDING: [], IN_PROGRESS: [], COMPLETED: [] };
  for (const known of tasks.values()) {
    const task = moving.has(known.id) ? { ...known, ...moving.get(known.id) } : known;
    if (userId && task.user?.id !== userId) continue;
    if (priority && task.priority !== priority) continue;
    if (found.value && !found.value.ids.has(task.id)) continue;
    lists[task.status].push(task);
  }
  for (const status of statuses) lists[status].sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : b.databaseId - a.databaseId));
  return lists;
});

export const hint = computed(() =>
  found.value && found.value.total > found.value.ids.size ? `The best ${found.value.ids.size} of ${found.value.total} tasks found`
  : !found.value && total.value > most ? `The last changed ${most} of ${total.value} tasks; search finds the others`
  : '');

export const taskById = (id: string) => tasks.get(id);

// Follows the server as long as the page lives. The cursor is that of the last change that was taken in, so after a break it goes
// on right there, and nothing is missed or taken in twice.
let cursor: string | null = null;
let wake = () => {};

export async function follow() {
  for (;;) {
    try {
      cursor ??= await load();
      for await (const { data, errors } of socket.iterate<{ onTaskChanged: Change }>({ query: Changes, variables: { after: cursor } })) {
        if (errors) throw errors;
        takeIn(data!.onTaskChanged);
      }
    } catch (error) {
      await recover(error);
    }
    await Promise.race([pause(500), new Promise<void>((resume) => (wake = resume))]);
  }
}

socket.on('connected', () => (connection.value = 'live'));
socket.on('closed', () => connection.value === 'live' && (connection.value = 'offline'));

async function recover(error: unknown) {
  switch (codeOf(error)) {
    case 'UNAUTHENTICATED':
      // A socket lives no longer than its token.
      if (session.value) return refresh().catch(() => {});
      connection.value = 'locked';
      signingIn.value = 'in';
      return new Promise<void>((resume) => (wake = resume));
    case 'CURSOR_EXPIRED':
    case 'INVALID_CURSOR':
      cursor = null;
      return;
    default:
      connection.value = 'offline';
  }
}

// For somebody else, who may see other things.
session.subscribe(((first) => (now) => {
  if (first.user === (first.user = now?.user.id)) return;
  tasks.clear();
  versions.clear();
  cursor = null;
  connection.value = 'loading';
  changed();
  socket.terminate();
  wake();
})({ user: session.value?.user.id }));

// Reads what there is, page by page. The first page's place in the log is the one to go on from: what changes while the others are
// read comes again as changes.
async function load(): Promise<string> {
  const loaded = new Set<string>();
  let start = '';
  for (let after: string | null = null, more = true; more && loaded.size < most; ) {
    const { tasks: page }: { tasks: Page<Task> } = await ask(Tasks, { after });
    start ||= page.asOf;
    total.value = page.totalCount;
    for (const task of page.nodes) {
      loaded.add(task.id);
      put(task);
    }
    ({ hasNextPage: more, endCursor: after } = page.pageInfo);
  }
  for (const id of tasks.keys()) if (!loaded.has(id)) tasks.delete(id);
  await loadUsers();
  changed();
  return start;
}

async function loadUsers() {
  const all: User[] = [];
  for (let after: string | null = null, more = true; more && all.length < 1_000; ) {
    const { users: page }: { users: Page<User> } = await ask(Users, { after });
    all.push(...page.nodes);
    ({ hasNextPage: more, endCursor: after } = page.pageInfo);
  }
  users.value = all;
}

function put(task: Task) {
  if (task.version < (versions.get(task.id) ?? 0)) return;
  versions.set(task.id, task.version);
  if (task.deletedAt) tasks.delete(task.id);
  else tasks.set(task.id, task);
  changed();
}

function takeIn({ cursor: place, kind, taskId, taskVersion, task }: Change) {
  cursor = place;
  if (taskVersion > (versions.get(taskId) ?? 0)) news.add(taskId);
  if (task) put(task);
  else if (taskVersion >= (versions.get(taskId) ?? 0)) {
    versions.set(taskId, taskVersion);
    tasks.delete(taskId);
    changed();
  }
  if (kind === 'CREATED' || kind === 'RESTORED') total.value++;
  if (kind === 'DELETED') total.value--;
  if (filter.value.search && kind !== 'STATUS_CHANGED') findSoon();
}

// Full-text search is the server's; which tasks hold the words, it says by their ids.
let soon = 0;
function findSoon() {
  clearTimeout(soon);
  soon = setTimeout(find, 200);
}

async function find() {
  const { search, userId, priority } = filter.value;
  if (!search.trim()) return (found.value = null);
  const where = { ...(userId && { user: { id: { eq: userId } } }), ...(priority && { priority: { eq: priority } }) };
  const { tasks: page } = await ask<{ tasks: Page<Task> }>(Tasks, { search, where });
  if (search !== filter.value.search) return;
  batch(() => {
    page.nodes.forEach(put);
    found.value = { ids: new Set(page.nodes.map((task) => task.id)), total: page.totalCount };
  });
}

export function narrow(change: Partial<typeof filter.value>) {
  filter.value = { ...filter.value, ...change };
  findSoon();
}

// What people do. Each answers whether it was done; if not, the message says why.
export async function move(id: string, status: Status) {
  const task = tasks.get(id);
  if (!task || (moving.get(id)?.status ?? task.status) === status) return false;
  moving.set(id, { status, updatedAt: new Date().toISOString() });
  draw();
  const answer = (answers.get(id) ?? Promise.resolve()).then(() => save(MoveTask, { id, status }));
  answers.set(id, answer);
  const done = await answer;
  if (answers.get(id) === answer) {
    answers.delete(id);
    moving.delete(id);
    changed();
  }
  return done !== null;
}

export const create = (input: { title: string; description: string | null; userId: string; status: Status; priority: Priority; dueDate: string | null }) =>
  save(CreateTask, input);
export const update = (input: { id: string; title: string; description: string | null; priority: Priority; dueDate: string | null; expectedVersion: number }) =>
  save(UpdateTask, input);
export const assign = (taskId: string, userId: string) => save(AssignTask, { taskId, userId });
export const remove = (id: string) => save(DeleteTask, { id });
export const restore = (id: string) => save(RestoreTask, { id });
export const deleted = () => ask<{ deletedTasks: { nodes: Task[] } }>(DeletedTasks).then((answer) => answer.deletedTasks.nodes);

async function save(mutation: string, input: object): Promise<Task | null> {
  message.value = '';
  try {
    const { task, errors } = await mutate<Done & { task: Task | null }>(mutation, input);
    if (task) put(task);
    else message.value = errors?.map((error) => error.message).join(' ') ?? '';
    return task;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'UNAUTHENTICATED') signingIn.value = 'in';
    message.value = code === 'UNAUTHENTICATED' ? 'Sign in to do this.' : code === 'FORBIDDEN' ? 'You may not do this.' : 'The server did not answer. See whether it was done before you try again.';
    return null;
  }
}
