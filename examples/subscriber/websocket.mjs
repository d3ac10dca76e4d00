// Follows every change over GraphQL and a WebSocket, through restarts of either side:
//   node websocket.mjs journal.json [ws://localhost:8000/graphql]
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { Journal } from './journal.mjs';

const [file = 'journal.json', url = 'ws://localhost:8000/graphql'] = process.argv.slice(2);
const journal = new Journal(file);
const query = `subscription ($after: String) {
  onTaskChanged(after: $after) { cursor kind taskId toStatus changes { field to } }
}`;

// The client must not retry by itself: it would begin again where this call began, and not after the last change.
const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });

for (;;) {
  try {
    for await (const { data, errors } of client.iterate({ query, variables: { after: journal.cursor ?? (await begin()) } })) {
      if (errors) throw errors;
      const { cursor, taskId, kind, changes } = data.onTaskChanged;
      journal.apply({ cursor, taskId, kind, status: changes.find((change) => change.field === 'status')?.to });
    }
  } catch (error) {
    if (codeOf(error) === 'CURSOR_EXPIRED') journal.startFrom(null, {});
    else console.error(`Connection lost (${codeOf(error) ?? error.message ?? error.code ?? error}); trying again.`);
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
}

// Reads what there is. The first page's cursor is the place to go on from; what changes while the other pages are read comes
// again as changes, which only set the same statuses once more.
async function begin() {
  const statuses = {};
  let start = null;
  for (let page = null; page === null || page.pageInfo.hasNextPage; ) {
    const tasks = 'query ($after: String) { tasks(after: $after, first: 100) { asOf nodes { id status } pageInfo { hasNextPage endCursor } } }';
    const answer = await fetch(url.replace(/^ws/, 'http'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: tasks, variables: { after: page?.pageInfo.endCursor ?? null } }),
    });
    page = (await answer.json()).data.tasks;
    start ??= page.asOf;
    for (const { id, status } of page.nodes) statuses[id] = status;
  }
  journal.startFrom(start, statuses);
  return start;
}

function codeOf(error) {
  return [error].flat()[0]?.extensions?.code;
}
