// How people read what the server spells for programs.
export const names = { PENDING: 'To do', IN_PROGRESS: 'In progress', COMPLETED: 'Done' };
export const urgency = { NONE: 'No priority', LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High', URGENT: 'Urgent' };
export const states = { loading: 'Loading…', live: 'Live', offline: 'Offline, trying again…', locked: 'Sign in to see tasks' };

// Made once, while the tasks are on their way: the first one takes a browser as long as drawing all the cards that one sees.
let thisYear: Intl.DateTimeFormat, anyYear: Intl.DateTimeFormat;
setTimeout(() => day('2000-01-01'));

// A day such as "2026-05-01", which is one wherever one is, or a point in time.
export function day(text: string) {
  thisYear ??= new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
  anyYear ??= new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', year: 'numeric' });
  const date = new Date(text.length === 10 ? `${text}T00:00` : text);
  return (date.getFullYear() === new Date().getFullYear() ? thisYear : anyYear).format(date);
}

export const isOver = (day: string) => new Date(`${day}T24:00`).getTime() <= Date.now();
