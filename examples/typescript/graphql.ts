// The schema's types, for documents written as plain texts. Scalars of ours are texts in JSON.
import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.js';

export const graphql = initGraphQLTada<{ introspection: introspection; scalars: { DateTime: string; LocalDate: string } }>();
