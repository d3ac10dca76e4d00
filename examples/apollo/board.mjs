// A list that stays up to date, with Apollo Client:
//   npm start -- [http://localhost:8000/graphql]
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url = 'http://localhost:8000/graphql'] = process.argv.slice(2);
// An access token or API key, where the server asks for one.
const signedIn = process.env.TASKTRACKER_TOKEN ? { authorization: `Bearer ${process.env.TASKTRACKER_TOKEN}` } : {};
const socket = createClient({ url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, connectionParams: signedIn, retryAttempts: 100 });
const http = new HttpLink({ uri: url, headers: signedIn });
const client = new ApolloClient({
  link: ApolloLink.split(({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, new GraphQLWsLink(socket), http),
  // Ids are unique over all types, so the cache finds tasks by itself. That `... on Error` means each of our errors, it must be told.
  cache: new InMemoryCache({ possibleTypes: { Error: await errorTypes() } }),
});

const TASK = gql`
  fragment TaskParts on Task { id title status version }
`;
const LIST = gql`
  query List($status: TaskStatus!) {
    tasks(where: { status: { eq: $status } }, first: 50) { asOf nodes { ...TaskParts } }
  }
  ${TASK}
`;
const MOVED = gql`
  subscription Moved($after: String!) {
    onTaskStatusChanged(after: $after) { cursor toStatus task { ...TaskParts } }
  }
  ${TASK}
`;
const CREATE = gql`
  mutation Create($title: String!, $userId: ID!) {
    createTask(input: { title: $title, userId: $userId }) { task { ...TaskParts } errors { __typename ... on Error { code message } } }
  }
  ${TASK}
`;
const MOVE = gql`
  mutation Move($id: ID!, $status: TaskStatus!, $version: Int!) {
    updateTaskStatus(input: { id: $id, status: $status, expectedVersion: $version }) { task { ...TaskParts } errors { __typename ... on Error { code message } } }
  }
  ${TASK}
`;

// In a bundled frontend, write these names into a file at build time.
async function errorTypes() {
  const query = '{ __type(name: "Error") { possibleTypes { name } } }';
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...signedIn }, body: JSON.stringify({ query }) });
  return (await answer.json()).data.__type.possibleTypes.map((type) => type.name);
}

const users = await client.query({ query: gql`{ users(first: 1) { nodes { id } } }` });
const userId = users.data.users.nodes[0]?.id;
if (userId === undefined) throw new Error('The store has no user yet: fill it with "demo" first.');

// What a mutation refuses is data. Errors of a request (a typing mistake, no access) are thrown.
async function change(mutation, variables, optimisticResponse) {
  const { data } = await client.mutate({ mutation, variables, optimisticResponse });
  const [{ task, errors }] = Object.values(data);
  if (errors) throw new Error(errors.map((error) => `${error.code}: ${error.message}`).join(' '));
  return task;
}

const created = await change(CREATE, { title: 'Write the report', userId });
console.log(`created ${created.title}`);

const list = await client.query({ query: LIST, variables: { status: 'PENDING' } });
console.log(`listed ${list.data.tasks.nodes.some((task) => task.id === created.id)}`);

// From the very place that the list shows: nothing between the two is lost.
const moved = new Promise((resolve, reject) => {
  client.subscribe({ query: MOVED, variables: { after: list.data.tasks.asOf } }).subscribe({
    next: ({ data }) => data.onTaskStatusChanged.task.id === created.id && resolve(data.onTaskStatusChanged),
    error: reject,
  });
});

// Shown at once, put right by the answer.
await change(MOVE, { id: created.id, status: 'IN_PROGRESS', version: created.version }, {
  updateTaskStatus: { __typename: 'UpdateTaskStatusPayload', task: { ...created, status: 'IN_PROGRESS', version: created.version + 1 }, errors: null },
});
console.log(`moved ${(await moved).toStatus}`);
console.log(`cached ${client.readFragment({ id: client.cache.identify(created), fragment: TASK }).status}`);

try {
  await change(MOVE, { id: created.id, status: 'COMPLETED', version: created.version });
} catch (error) {
  console.log(`refused ${error.message.split(':')[0]}`);
}

try {
  await client.query({ query: gql`{ tasks(first: 101) { nodes { id } } }` });
} catch (error) {
  if (!CombinedGraphQLErrors.is(error)) throw error;
  console.log(`error ${error.errors[0].extensions.code}`);
}

client.stop();
await socket.dispose();
