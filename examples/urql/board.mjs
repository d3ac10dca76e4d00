// A list that stays up to date, with urql:
//   npm start -- [http://localhost:8000/graphql]
import { Client, cacheExchange, fetchExchange, gql, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url = 'http://localhost:8000/graphql'] = process.argv.slice(2);
// An access token or API key, where the server asks for one.
const signedIn = process.env.TASKTRACKER_TOKEN ? { authorization: `Bearer ${process.env.TASKTRACKER_TOKEN}` } : {};
const socket = createClient({ url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, connectionParams: signedIn, retryAttempts: 100 });
const client = new Client({
  url,
  preferGetMethod: false,
  fetchOptions: { headers: signedIn },
  exchanges: [
    cacheExchange,
    fetchExchange,
    subscriptionExchange({ forwardSubscription: (request) => ({ subscribe: (sink) => ({ unsubscribe: socket.subscribe(request, sink) }) }) }),
  ],
});

const PARTS = gql`fragment TaskParts on Task { id title status version }`;
const LIST = gql`query ($after: String) { tasks(first: 50, after: $after, order: [{ createdAt: DESC }]) { asOf nodes { ...TaskParts } pageInfo { hasNextPage endCursor } } } ${PARTS}`;
const MOVED = gql`subscription ($after: String!) { onTaskStatusChanged(after: $after) { toStatus task { ...TaskParts } } } ${PARTS}`;
const CREATE = gql`mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { ...TaskParts } errors { ... on Error { code message } } } } ${PARTS}`;
const MOVE = gql`mutation ($input: UpdateTaskStatusInput!) { updateTaskStatus(input: $input) { task { ...TaskParts } errors { ... on Error { code message } } } } ${PARTS}`;

async function data(answer) {
  const result = await answer.toPromise();
  if (result.error) throw result.error;
  return result.data;
}

const [user] = (await data(client.query(gql`{ users(first: 1) { nodes { id } } }`, {}))).users.nodes;
if (!user) throw new Error('The store has no user yet: fill it with "demo" first.');

const { task } = (await data(client.mutation(CREATE, { input: { title: 'Call the bank', userId: user.id } }))).createTask;
console.log(`created ${task.title}`);

const list = (await data(client.query(LIST, {}))).tasks;
console.log(`listed ${list.nodes[0].id === task.id}`);

const moved = new Promise((resolve) => {
  const { unsubscribe } = client.subscription(MOVED, { after: list.asOf }).subscribe(({ data }) => {
    if (data?.onTaskStatusChanged.task.id !== task.id) return;
    unsubscribe();
    resolve(data.onTaskStatusChanged);
  });
});
await data(client.mutation(MOVE, { input: { id: task.id, status: 'COMPLETED' } }));
console.log(`moved ${(await moved).toStatus}`);

// The mutation's answer had tasks in it, so the list was read again.
const again = (await data(client.query(LIST, {}))).tasks;
console.log(`listed again ${again.nodes[0].status}`);

const refused = (await data(client.mutation(MOVE, { input: { id: task.id, status: 'PENDING', expectedVersion: 1 } }))).updateTaskStatus;
console.log(`refused ${refused.errors[0].code}`);
await socket.dispose();
