// What a subscriber must remember: the cursor of the last change, and what it made of all changes so far. Both stand in one
// file that is replaced as a whole, so after a crash they still belong together: each change is applied exactly once.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export class Journal {
  constructor(file) {
    this.file = file;
    try {
      this.state = JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      this.state = { cursor: null, applied: 0, statuses: {} };
    }
  }

  get cursor() {
    return this.state.cursor;
  }

  // Here the effect is a table of statuses; put yours in its place, and store it in the same step as the cursor.
  apply({ cursor, taskId, kind, status }) {
    if (status) this.state.statuses[taskId] = status;
    this.state.applied += 1;
    this.#moveTo(cursor);
    console.log(`${kind} ${taskId} ${status ?? ''}`.trim());
  }

  // A fresh start: what there is now, and the place in the log that shows it.
  startFrom(cursor, statuses) {
    this.state.statuses = statuses;
    this.#moveTo(cursor);
  }

  #moveTo(cursor) {
    this.state.cursor = cursor;
    writeFileSync(`${this.file}.new`, JSON.stringify(this.state));
    renameSync(`${this.file}.new`, this.file);
  }
}
