// What the board asks of the server, and what comes back. schema.graphql describes every field.

export const statuses = ['PENDING', 'IN_PROGRESS', 'COMPLETED'] as const;
export type Status = (typeof statuses)[number];

export const priorities = ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'URGENT'] as const;
export type Priority = (typeof priorities)[number];

export interface User {
  id: string;
  databaseId: number;
  username: string;
}

export interface Task {
  id: string;
  databaseId: number;
  title: string;
  status: Status;
  priority: Priority;
  dueDate: string | null;
  updatedAt: string;
  deletedAt: string | null;
  version: number;
  user: User | null;
}

export interface Page<T> {
  nodes: T[];
  totalCount: number;
  asOf: string;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export interface Change {
  cursor: string;
  kind: 'CREATED' | 'UPDATED' | 'ASSIGNED' | 'STATUS_CHANGED' | 'DELETED' | 'RESTORED';
  taskId: string;
  taskVersion: number;
  task: Task | null;
}

const card = /* GraphQL */ `
  fragment Card on Task { id databaseId title status priority dueDate updatedAt deletedAt version user { id databaseId username } }`;

export const Tasks = /* GraphQL */ `
  query Tasks($where: TaskFilterInput, $search: String, $after: String) {
    tasks(where: $where, search: $search, order: [{ updatedAt: DESC }], first: 100, after: $after) {
      asOf totalCount nodes { ...Card } pageInfo { hasNextPage endCursor }
    }
  } ${card}`;

export const Users = /* GraphQL */ `
  query Users($after: String) {
    users(order: [{ username: ASC }], first: 100, after: $after) { nodes { id databaseId username } pageInfo { hasNextPage endCursor } }
  }`;

export const Description = /* GraphQL */ `
  query Description($id: ID!) { taskById(id: $id) { description version } }`;

export const Changes = /* GraphQL */ `
  subscription Changes($after: String) {
    onTaskChanged(after: $after) { cursor kind taskId taskVersion task { ...Card } }
  } ${card}`;

const refusals = 'errors { ... on Error { code message } }';

export const CreateTask = /* GraphQL */ `
  mutation CreateTask($input: CreateTaskInput!) { done: createTask(input: $input) { task { ...Card } ${refusals} } } ${card}`;

export const UpdateTask = /* GraphQL */ `
  mutation UpdateTask($input: UpdateTaskInput!) { done: updateTask(input: $input) { task { ...Card } ${refusals} } } ${card}`;

export const AssignTask = /* GraphQL */ `
  mutation AssignTask($input: AssignTaskInput!) { done: assignTask(input: $input) { task { ...Card } ${refusals} } } ${card}`;

export const MoveTask = /* GraphQL */ `
  mutation MoveTask($input: UpdateTaskStatusInput!) { done: updateTaskStatus(input: $input) { task { ...Card } ${refusals} } } ${card}`;

export const DeleteTask = /* GraphQL */ `
  mutation DeleteTask($input: DeleteTaskInput!) { done: deleteTask(input: $input) { task { ...Card } ${refusals} } } ${card}`;

export const RestoreTask = /* GraphQL */ `
  mutation RestoreTask($input: RestoreTaskInput!) { done: restoreTask(input: $input) { task { ...Card } ${refusals} } } ${card}`;

export const DeletedTasks = /* GraphQL */ `
  query DeletedTasks { deletedTasks(first: 100) { nodes { ...Card } } } ${card}`;

const session = 'session { accessToken refreshToken user { id databaseId username } }';

export const SignIn = /* GraphQL */ `
  mutation SignIn($input: SignInInput!) { done: signIn(input: $input) { ${session} ${refusals} } }`;

export const SignUp = /* GraphQL */ `
  mutation SignUp($input: SignUpInput!) { done: signUp(input: $input) { ${session} ${refusals} } }`;

export const Refresh = /* GraphQL */ `
  mutation Refresh($input: RefreshSessionInput!) { done: refreshSession(input: $input) { ${session} ${refusals} } }`;

export const SignOut = /* GraphQL */ `
  mutation SignOut($input: SignOutInput!) { done: signOut(input: $input) { ${refusals} } }`;
