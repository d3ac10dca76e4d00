// A list that pages, grows, and follows what others do, with Relay's store and compiled documents:
//   npm start -- [http://localhost:8000/graphql]
import relay from 'relay-runtime';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
// In an application Relay's plugin for your bundler turns each graphql`…` into such an import.
import BoardQuery from './src/__generated__/BoardQuery.graphql.js';
import BoardPageQuery from './src/__generated__/BoardPageQuery.graphql.js';
import BoardCardQuery from './src/__generated__/BoardCardQuery.graphql.js';
import BoardCreateMutation from './src/__generated__/BoardCreateMutation.graphql.js';
import BoardMoveMutation from './src/__generated__/BoardMoveMutation.graphql.js';
import Board_card from './src/__generated__/Board_card.graphql.js';
import Board_tasks from './src/__generated__/Board_tasks.graphql.js';
import BoardSubscription from './src/__generated__/BoardSubscription.graphql.js';

const { Environment, Network, Observable, RecordSource, Store, commitMutation, createOperationDescriptor, fetchQuery, getSelector, requestSubscription } = relay;

const [url = 'http://localhost:8000/graphql'] = process.argv.slice(2);
// An access token or API key, where the server asks for one.
const signedIn = process.env.TASKTRACKER_TOKEN ? { authorization: `Bearer ${process.env.TASKTRACKER_TOKEN}` } : {};
const socket = createClient({ url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, connectionParams: signedIn, retryAttempts: 100 });

const environment = new Environment({
  store: new Store(new RecordSource()),
  network: Network.create(
    async ({ text }, variables) => {
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...signedIn }, body: JSON.stringify({ query: text, variables }) });
      return answer.json();
    },
    ({ text, name }, variables) => Observable.create((sink) => socket.subscribe({ query: text, operationName: name, variables }, sink)),
  ),
});

// What a component's useFragment would show.
const read = (fragment, parent) => environment.lookup(getSelector(fragment, parent)).data;

function change(mutation, variables) {
  return new Promise((resolve, reject) => {
    commitMutation(environment, {
      mutation,
      variables,
      onCompleted: (answer) => {
        const [{ errors, ...payload }] = Object.values(answer);
        return errors ? reject(new Error(errors.map((error) => `${error.code}: ${error.message}`).join(' '))) : resolve(payload);
      },
      onError: reject,
    });
  });
}

// A query's data stay in the store for as long as somebody holds it.
environment.retain(createOperationDescriptor(BoardQuery, {}));
const board = await fetchQuery(environment, BoardQuery, {}).toPromise();
const list = () => read(Board_tasks, board).tasks;
const card = (id) => read(Board_card, list().edges.find(({ node }) => node.id === id).node);

const [user] = board.users.nodes;
if (!user) throw new Error('The store has no user yet: fill it with "demo" first.');
console.log(`first page ${list().edges.length}`);

// From the very place that the list shows: nothing between the two is lost, whenever the subscription begins.
const { asOf, __id: connection } = list();
const heard = new Promise((resolve, reject) => {
  requestSubscription(environment, {
    subscription: BoardSubscription,
    variables: { after: asOf },
    onNext: ({ onTaskChanged: { kind } }) => kind === 'STATUS_CHANGED' && resolve(kind),
    onError: reject,
  });
});

while (list().pageInfo.hasNextPage) await fetchQuery(environment, BoardPageQuery, { first: 100, after: list().pageInfo.endCursor }).toPromise();
console.log(`pages ${list().edges.length > 5}`);

const before = list().edges.length;
const { taskEdge } = await change(BoardCreateMutation, { input: { title: 'Water the plants', userId: user.id }, connections: [connection] });
const { id } = taskEdge.node;
console.log(`appended ${list().edges.length - before}`);

await change(BoardMoveMutation, { input: { id, status: 'IN_PROGRESS' } });
console.log(`moved ${card(id).status}`);
console.log(`heard ${await heard}`);

await fetchQuery(environment, BoardCardQuery, { id }).toPromise();
console.log(`card ${card(id).title}, ${card(id).user.username !== undefined}`);
await socket.dispose();
