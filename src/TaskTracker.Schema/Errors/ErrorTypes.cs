using GraphQL.Types;
using TaskTracker.Core;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Tasks;
using TaskTracker.Schema.Users;

namespace TaskTracker.Schema.Errors;

/// <summary>What every typed error of a mutation has.</summary>
internal sealed class ErrorInterface : InterfaceGraphType<Failure>
{
    public ErrorInterface()
    {
        Name = "Error";
        Description = "Why a mutation was refused. Nothing was changed.";
        Field<NonNullGraphType<StringGraphType>>("message").Description("One sentence for people; it may change between releases.");
        Field<NonNullGraphType<StringGraphType>>("code").Description("For programs; it never changes.");
    }
}

/// <summary>A failure as the schema shows it.</summary>
internal abstract class ErrorType<TFailure> : ObjectGraphType<TFailure> where TFailure : Failure
{
    protected ErrorType(string name, string description)
    {
        Name = name;
        Description = description;
        Interface<ErrorInterface>();
        IsTypeOf = value => value is TFailure;
        Field<NonNullGraphType<StringGraphType>>("message").Description("One sentence for people; it may change between releases.").Resolve(c => c.Source.Message);
        Field<NonNullGraphType<StringGraphType>>("code").Description("For programs; it never changes.").Resolve(c => c.Source.Code);
    }
}

internal sealed class TaskNotFoundError : ErrorType<TaskNotFound>
{
    public TaskNotFoundError()
        : base("TaskNotFoundError", "No such task. Code `TASK_NOT_FOUND`.") =>
        Field<NonNullGraphType<IdGraphType>>("taskId").Description("The id, as a number.").Resolve(c => c.Source.TaskId);
}

internal sealed class VersionConflictError : ErrorType<VersionConflict>
{
    public VersionConflictError()
        : base("VersionConflictError", "The task has changed since `expectedVersion`. Code `VERSION_CONFLICT`.") =>
        Field<NonNullGraphType<TaskType>>("task").Description("The task as it is now.").Cost(CostBuilder.OfObjectOfRow).Resolve(c => c.Source.Task);
}

internal sealed class UserVersionConflictError : ErrorType<UserVersionConflict>
{
    public UserVersionConflictError()
        : base("UserVersionConflictError", "The user has changed since `expectedVersion`. Code `VERSION_CONFLICT`.") =>
        Field<NonNullGraphType<UserType>>("user").Description("The user as they are now.").Resolve(c => c.Source.User);
}

internal sealed class ForbiddenError() : ErrorType<Forbidden>("ForbiddenError", "You may not change this one. Code `FORBIDDEN`.");

internal sealed class TaskItemError : ErrorType<ItemRefused>
{
    public TaskItemError()
        : base("TaskItemError", "An item of the input was refused. The code is that of the first reason.")
    {
        Field<NonNullGraphType<IntGraphType>>("index").Description("Which item, from 0.").Resolve(c => c.Source.Index);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ErrorInterface>>>>("reasons").Description("Why, as the mutation for one task would say it.")
            .Cost(0).Resolve(c => c.Source.Reasons);
    }
}

internal sealed class UserNotFoundError : ErrorType<UserNotFound>
{
    public UserNotFoundError()
        : base("UserNotFoundError", "No such user. Code `USER_NOT_FOUND`.") =>
        Field<NonNullGraphType<IdGraphType>>("userId").Description("The id, as a number.").Resolve(c => c.Source.UserId);
}

internal sealed class InvalidInputError : ErrorType<InvalidInput>
{
    public InvalidInputError()
        : base("InvalidInputError", "A value breaks a rule of its field; the message says which. Code `INVALID_INPUT`.") =>
        Field<NonNullGraphType<StringGraphType>>("fieldName").Description("The field of the input.").Resolve(c => c.Source.Field);
}

internal sealed class DuplicateUsernameError : ErrorType<DuplicateUsername>
{
    public DuplicateUsernameError()
        : base("DuplicateUsernameError", "Somebody else has this username; case is ignored. Code `DUPLICATE_USERNAME`.") =>
        Field<NonNullGraphType<StringGraphType>>("username").Description("The username as you gave it.").Resolve(c => c.Source.Username);
}

internal sealed class DuplicateEmailError : ErrorType<DuplicateEmail>
{
    public DuplicateEmailError()
        : base("DuplicateEmailError", "Somebody else has this e-mail address; case is ignored. Code `DUPLICATE_EMAIL`.") =>
        Field<NonNullGraphType<StringGraphType>>("email").Description("The address, with its domain in lower case.").Resolve(c => c.Source.Email);
}
