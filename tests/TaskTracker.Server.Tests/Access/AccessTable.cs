namespace TaskTracker.Server.Tests.Access;

/// <summary>
/// Who may do what. A cell says what the caller gets: yes, null (nothing to see for them), 401 or 403. How each row is asked for is in
/// <see cref="AccessTableRequest"/>, who the callers are in <see cref="AccessTableServers"/>.
/// </summary>
internal static class AccessTable
{
    private const string Text =
        """
        operation                             none legacy wrong disabled viewer stranger creator assignee admin t:read t:write u:read u:write v:all

        # What can be read
        query node                            401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     null   null    yes
        query nodes                           401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     null   null    yes
        query taskById                        401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        query tasks                           401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        query deletedTasks                    401  401    401   401      403    yes      yes     yes      yes   403    yes     403    403     403
        query userById                        401  yes    401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        query userByUsername                  401  yes    401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        query users                           401  yes    401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        query viewer                          401  null   401   401      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        query changeLog                       401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        query taskChanges                     401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes

        # Fields that may be hidden: null to whom they are
        field Task.description                401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        field Task.dueDate                    401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        field Task.user                       401  yes    401   401      yes    yes      yes     yes      yes   null   null    403    403     yes
        field Task.createdById                401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        field Task.createdBy                  401  yes    401   401      yes    yes      yes     yes      yes   null   null    403    403     yes
        field Task.completedAt                401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        field Task.changes                    401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        field Task.deletedAt                  401  null   401   401      null   null     null    null     null  null   null    403    403     null
        field User.role                       401  null   401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        field User.disabledAt                 401  null   401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        field User.version                    401  null   401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        field User.tasks                      401  yes    401   401      yes    yes      yes     yes      yes   403    403     null   null    yes
        field UsersConnection.asOf            401  yes    401   401      yes    yes      yes     yes      yes   403    403     null   null    yes
        field TaskChange.task                 401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        field TaskChange.fromStatus           401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        field TaskChange.toStatus             401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        field TaskChange.actor                401  yes    401   401      yes    yes      yes     yes      yes   null   null    403    403     yes
        field Viewer.user                     401  null   401   401      yes    yes      yes     yes      yes   null   null    yes    yes     yes
        field Viewer.scopes                   401  null   401   401      null   null     null    null     null  yes    yes     yes    yes     yes
        field Viewer.apiKeys                  401  null   401   401      yes    yes      yes     yes      yes   403    403     403    403     403

        # What can be filtered and ordered by
        filter Task.user                      401  yes    401   401      yes    yes      yes     yes      yes   403    403     403    403     yes
        filter Task.createdBy                 401  yes    401   401      yes    yes      yes     yes      yes   403    403     403    403     yes
        filter User.tasks                     401  yes    401   401      yes    yes      yes     yes      yes   403    403     403    403     yes
        filter User.role                      401  401    401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        filter User.disabledAt                401  401    401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        order Task.user                       401  yes    401   401      yes    yes      yes     yes      yes   403    403     403    403     yes
        order Task.createdBy                  401  yes    401   401      yes    yes      yes     yes      yes   403    403     403    403     yes
        order User.role                       401  401    401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        order User.disabledAt                 401  401    401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes

        # What can be followed
        subscription onTaskChanged            401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        subscription onTaskStatusChanged      401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes

        # What can be changed
        mutation createUser                   401  yes    401   401      403    403      403     403      yes   403    403     403    yes     403
        mutation updateProfile                401  401    401   401      403    yes      yes     yes      yes   403    403     403    yes     403
        mutation updateUser                   401  401    401   401      403    403      403     403      yes   403    403     403    yes     403
        mutation createTask                   401  yes    401   401      403    yes      yes     yes      yes   403    yes     403    403     403
        mutation updateTask                   401  401    401   401      403    403      yes     yes      yes   403    yes     403    403     403
        mutation assignTask                   401  401    401   401      403    403      yes     yes      yes   403    yes     403    403     403
        mutation updateTaskStatus             401  yes    401   401      403    403      yes     yes      yes   403    yes     403    403     403
        mutation createTasks                  401  yes    401   401      403    yes      yes     yes      yes   403    yes     403    403     403
        mutation updateTasks                  401  401    401   401      403    yes      yes     yes      yes   403    yes     403    403     403
        mutation updateTaskStatuses           401  yes    401   401      403    yes      yes     yes      yes   403    yes     403    403     403
        mutation deleteTask                   401  401    401   401      403    403      yes     yes      yes   403    yes     403    403     403
        mutation restoreTask                  401  401    401   401      403    403      yes     yes      yes   403    yes     403    403     403
        mutation signUp                       yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        mutation signIn                       yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        mutation refreshSession               yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        mutation signOut                      401  401    401   401      yes    yes      yes     yes      yes   403    403     403    403     403
        mutation changePassword               401  401    401   401      yes    yes      yes     yes      yes   403    403     403    403     403
        mutation createApiKey                 401  401    401   401      yes    yes      yes     yes      yes   403    403     403    403     403
        mutation revokeApiKey                 401  401    401   401      yes    yes      yes     yes      yes   403    403     403    403     403
        mutation changeUserRole               401  401    401   401      403    403      403     403      yes   403    403     403    403     403
        mutation setUserPassword              401  401    401   401      403    403      403     403      yes   403    403     403    403     403
        mutation deactivateUser               401  401    401   401      403    403      403     403      yes   403    403     403    403     403
        mutation reactivateUser               401  401    401   401      403    403      403     403      yes   403    403     403    403     403
        mutation updateUser:self              401  401    401   401      403    yes      yes     yes      yes   403    403     403    yes     403
        mutation deactivateUser:self          401  401    401   401      yes    yes      yes     yes      yes   403    403     403    403     403

        # The routes of the legacy API
        GET /                                 yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        POST /users/                          401  yes    401   401      403    403      403     403      yes   403    403     403    yes     403
        GET /users/                           401  yes    401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        GET /users/{user_id}/tasks            401  yes    401   401      yes    yes      yes     yes      yes   403    403     403    403     yes
        POST /tasks/                          401  yes    401   401      403    yes      yes     yes      yes   403    yes     403    403     403
        GET /tasks/{task_id}                  401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        PUT /tasks/{task_id}/status           401  yes    401   401      403    403      yes     yes      yes   403    yes     403    403     403

        # Other routes
        POST /token                           yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        POST /token/refresh                   yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /users/me                         401  401    401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        PATCH /users/me                       401  401    401   401      403    yes      yes     yes      yes   403    403     403    yes     403
        GET /users/{user_id}                  401  yes    401   401      yes    yes      yes     yes      yes   403    403     yes    yes     yes
        GET /tasks/events                     401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        GET /tasks/                           401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     403    403     yes
        PUT /tasks/{task_id}                  401  yes    401   401      403    403      yes     yes      yes   403    yes     403    403     403
        GET /health/live                      yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /health/ready                     yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /metrics                          401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes

        # Pages and files without data; production shows the schema to nobody who has not signed in
        GET /openapi.json                     yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /pages.css                        yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /icon.svg                         yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /board                            yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /graphql/bcp-config.json          yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /graphql/start.js                 yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /docs                             yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /docs/start.js                    yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /redoc                            yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /redoc/start.js                   yes  yes    yes   yes      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        GET /graphql/schema.graphql           401  yes    401   401      yes    yes      yes     yes      yes   yes    yes     yes    yes     yes
        """;

    private static readonly string[][] Lines =
        [.. Text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words is [not "#", ..])];

    public static IReadOnlyList<string> Callers { get; } = Lines[0][1..];

    /// <summary>What each caller gets, in their order, by what they ask for.</summary>
    public static IReadOnlyDictionary<string, string[]> Rows { get; } = Lines.Skip(1).ToDictionary(words => $"{words[0]} {words[1]}", words => words[2..]);
}
