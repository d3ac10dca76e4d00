// What the compiler reads: fragments that say what a component shows, and the operations that load and change it.
// In a React application each of these stands in the component that uses it.
import { graphql } from 'relay-runtime';

// `viewer` is null when nobody signed in, so lists are read from the query itself. `@refetchable` makes BoardPageQuery of it,
// which loads the next page after the connection's last cursor.
export const list = graphql`
  fragment Board_tasks on Query @refetchable(queryName: "BoardPageQuery") @argumentDefinitions(first: { type: "Int", defaultValue: 5 }, after: { type: "String" }) {
    tasks(first: $first, after: $after) @connection(key: "Board_tasks") {
      __id
      asOf
      edges { node { id ...Board_card } }
    }
  }
`;

// `node(id:)` finds every task, so one card can be loaded again by itself.
export const card = graphql`
  fragment Board_card on Task @refetchable(queryName: "BoardCardQuery") { title status user { username } }
`;

export const query = graphql`
  query BoardQuery { users(first: 1) { nodes { id } } ...Board_tasks }
`;

// `taskEdge` is the new task as a row of the list by id.
export const create = graphql`
  mutation BoardCreateMutation($input: CreateTaskInput!, $connections: [ID!]!) {
    createTask(input: $input) {
      taskEdge @appendEdge(connections: $connections) { cursor node { id ...Board_card } }
      errors { ... on Error { code message } }
    }
  }
`;

export const move = graphql`
  mutation BoardMoveMutation($input: UpdateTaskStatusInput!) {
    updateTaskStatus(input: $input) { task { status version } errors { ... on Error { code message } } }
  }
`;

export const changed = graphql`
  subscription BoardSubscription($after: String!) {
    onTaskChanged(after: $after) { cursor kind task { id ...Board_card } }
  }
`;
