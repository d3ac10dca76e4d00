// How people read what the server spells for programs.
export const names = { PENDING: 'To do', IN_PROGRESS: 'In progress', COMPLETED: 'Done' };
export const urgency = { NONE: 'No priority', LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High', URGENT: 'Urgent' };
export const states = { loading: 'Connecting…', live: 'Live', offline: 'Offline, trying again…', locked: 'Sign in to see tasks' };
