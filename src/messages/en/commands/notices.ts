/** @file UI text for the notices that commands show, and for names and reasons in them. */
import { defineText } from '../../define'
import { count } from '../../format'

export const commandNoticesText = defineText('commands/notices', {
  undo: 'Undo',
  /** The name of a block that the user did not name. */
  block: 'Block',
  /** The name of the project that a learner keeps after leaving a lesson. */
  ownCopy: (a: { lesson: string }) => `${a.lesson} (my own)`,
  /** The name of the copy in which a lesson is edited. */
  editedCopy: (a: { lesson: string }) => `${a.lesson} (edited)`,
  /** The name of the version that saves the learner's work when a lesson restarts. */
  attempt: 'Attempt',
  attemptWith: (a: { metric: string }) => `Attempt, ${a.metric}`,
  beforeVersion: (a: { number: number }) => `Before version ${count(a.number)} was opened`,
  goBack: 'Go back',
  fromLink: (a: { name: string; n: number }) =>
    a.n === 1 ? `${a.name} (from a link)` : `${a.name} (from a link, ${count(a.n)})`,
  noPage: 'the image can only be drawn in an open browser tab',
  prepared: (a: { column: string }) => `"${a.column}" now has its own preparation steps.`,
  preparedByDefault: (a: { column: string }) => `"${a.column}" uses the default preparation again.`,
  objectiveRemoved: (a: { objective: string }) => `Deleted the objective: ${a.objective}.`,
  practice: (a: { kind: string }) => `practice model: ${a.kind}`,
  postmortemDrafted: 'The postmortem was replaced with a new draft from the log.',
  serviceRemoved: (a: { service: string }) =>
    `${a.service} was deleted. Its log is kept until you create another service with the same name or delete the project.`,
  notBytes: 'the content must be a Uint8Array',
})
