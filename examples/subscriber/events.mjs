// Follows every change as server-sent events, through restarts of either side:
//   node events.mjs journal.json [http://localhost:8000]
// The browser's EventSource works the same way: it reconnects by itself and says which event it saw last.
import { EventSource } from 'eventsource';
import { Journal } from './journal.mjs';

const [file = 'journal.json', server = 'http://localhost:8000'] = process.argv.slice(2);
const journal = new Journal(file);

// The first time, from now on. Now must be a cursor of ours: who loses the connection before the first event has seen none yet.
while (!journal.cursor) {
  try {
    journal.startFrom(await newestCursor(), {});
  } catch (error) {
    console.error(`No connection (${error.message}); trying again.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const address = new URL('/tasks/events', server);
address.searchParams.set('after', journal.cursor);

const events = new EventSource(address);
for (const kind of ['created', 'updated', 'status_changed', 'assigned', 'deleted', 'restored']) {
  events.addEventListener(kind, (event) => {
    const change = JSON.parse(event.data);
    journal.apply({
      cursor: event.lastEventId,
      taskId: change.task_id,
      kind: change.kind,
      status: change.changes.find(({ field }) => field === 'status')?.to,
    });
  });
}

events.onerror = (error) => {
  console.error(`Connection lost (${error.code ?? error.message ?? 'closed'}); trying again.`);
  // 410: what came after our cursor is no longer kept. Delete the journal, read the present state, and start anew.
  if (error.code === 410) process.exit(1);
};

// While it waits to reconnect, this EventSource does not keep Node alive by itself.
setInterval(() => {}, 60_000);

async function newestCursor() {
  const query = encodeURIComponent('{ changeLog { newestCursor } }');
  const answer = await fetch(new URL(`/graphql?query=${query}`, server));
  return (await answer.json()).data.changeLog.newestCursor;
}
