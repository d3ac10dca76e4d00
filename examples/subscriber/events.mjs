// Follows every change as server-sent events, through restarts of either side:
//   node events.mjs journal.json [http://localhost:8000]
// The browser's EventSource works the same way: it reconnects by itself and says which event it saw last.
import { EventSource } from 'eventsource';
import { Journal } from './journal.mjs';

const [file = 'journal.json', server = 'http://localhost:8000'] = process.argv.slice(2);
const journal = new Journal(file);

const address = new URL('/tasks/events', server);
if (journal.cursor) address.searchParams.set('after', journal.cursor);

const events = new EventSource(address);
for (const kind of ['created', 'updated', 'status_changed', 'assigned']) {
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
