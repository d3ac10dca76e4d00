// Everything in it is typed by schema.graphql, down to the error codes' fields; no client library:
//   npm start -- [http://localhost:8000/graphql]
import type { TadaDocumentNode } from 'gql.tada';
import { print } from 'graphql';
import { graphql } from './graphql.js';

const [url = 'http://localhost:8000/graphql'] = process.argv.slice(2);
const signedIn: Record<string, string> = process.env.TASKTRACKER_TOKEN ? { authorization: `Bearer ${process.env.TASKTRACKER_TOKEN}` } : {};

async function run<Data, Variables>(document: TadaDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...signedIn },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await answer.json()) as { data?: Data; errors?: { message: string; extensions: { code: string } }[] };
  if (errors) throw new Error(errors.map((error) => `${error.extensions.code}: ${error.message}`).join('\n'));
  return data!;
}

const Overdue = graphql(`
  query Overdue($today: LocalDate!) {
    tasks(where: { dueDate: { lt: $today }, status: { neq: COMPLETED } }, order: [{ dueDate: ASC }], first: 5) {
      totalCount
      nodes { title status dueDate version user { username } }
    }
  }
`);

const Create = graphql(`
  mutation Create($input: CreateTaskInput!) {
    createTask(input: $input) {
      task { id title }
      errors { __typename ... on Error { code message } }
    }
  }
`);

const { users } = await run(graphql(`{ users(first: 1) { nodes { id } } }`), {});
const user = users?.nodes?.[0];
if (!user) throw new Error('The store has no user yet: fill it with "demo" first.');

const { createTask } = await run(Create, { input: { title: 'Return the books', userId: user.id, dueDate: '2001-02-03' } });
console.log(`created ${createTask.task?.title}`);

const { tasks } = await run(Overdue, { today: new Date().toISOString().slice(0, 10) });
for (const { title, status, dueDate, user } of tasks?.nodes ?? []) {
  // `status` is 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' here, and `dueDate` a text or null.
  console.log(`overdue ${title} since ${dueDate ?? 'never'}: ${status.toLowerCase()}, ${user ? 'with a user' : 'with nobody'}`);
}

const refused = await run(Create, { input: { title: ' ', userId: user.id } });
console.log(`refused ${refused.createTask.errors?.map((error) => error.code).join()}`);
