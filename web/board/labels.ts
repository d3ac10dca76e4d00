// How people read what the server spells for programs.
export const names = { PENDING: 'To do', IN_PROGRESS: 'In progress', COMPLETED: 'Done' };
export const urgency = { NONE: 'No priority', LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High', URGENT: 'Urgent' };
export const states = { loading: 'Connecting…', live: 'Live', offline: 'Offline, trying again…', locked: 'Sign in to see tasks' };

// Made once: making one takes longer than drawing a card.
const thisYear = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const anyYear = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', year: 'numeric' });

// A day such as "2026-05-01", which is one wherever one is, or a point in time.
export function day(text: string) {
  const date = new Date(text.length === 10 ? `${text}T00:00` : text);
  return (date.getFullYear() === new Date().getFullYear() ? thisYear : anyYear).format(date);
}

// As the server writes it; Canadians do so, too.
const iso = new Intl.DateTimeFormat('en-CA');
export const isOver = (day: string) => day < iso.format();
