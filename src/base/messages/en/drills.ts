/** @file English sentences of drills and postmortems; they come with the parts that say them. */
import { count, counted, list } from '../words'

export const drills = {
  'drill-unknown': (a: { id: string; known: readonly string[] }) =>
    `There is no drill "${a.id}"; there are ${list(a.known)}.`,
  'drill-none': () => 'No drill is open. Begin one first: drill.start.',
  'drill-action': (a: { action: string; known: readonly string[] }) =>
    `This drill has no action "${a.action}"; it has ${list(a.known)}.`,
  'drill-unplayed': (a: { minute: number; of: number }) =>
    `The drill stands at minute ${count(a.minute)} of ${count(a.of)}: play it to its end, or let the rest pass by finishing it with {rest: true}.`,
  'drill-unfinished': () => 'This drill has no result yet: finish it first.',
  'drill-busy': () => 'Another drill is being prepared or scored; wait for it.',
  'drill-lost': (a: { minute: number }) =>
    `What was changed in the drawing in minute ${count(a.minute)} is not known any more: the hand cannot be played again. Begin the drill anew.`,
  'drill-unsound': (a: { minute: number }) =>
    `The drawing of minute ${count(a.minute)} in this result is none that its check finds sound: nothing can be played by it.`,
  'drill-file': (a: { why: string }) => `This is no result of a drill: ${a.why}.`,
  'drill-file-newer': (a: { format: number; known: number }) =>
    `This result is written in format ${a.format}; this Netloom reads up to ${a.known}. Reload the page for a newer one.`,
  'drill-file-version': (a: { id: string; version: number; known: number }) =>
    `This result is of version ${a.version} of the drill "${a.id}"; here it is version ${a.known}, which is another world. It can be verified by the Netloom it was made with.`,
  'drill-unverified': (a: { minute: number }) =>
    `Played again, this hand differs from its log from minute ${count(a.minute)} on. There is a score, and no file of it.`,
  'drill-sent': (a: { requests: number }) =>
    `${counted(a.requests, 'request')} came by hand or over the URL: they are no part of the drill’s world. There is a score, and no file of it.`,
  'drill-version': (a: { model: string; version: number }) =>
    `A flag was moved to version ${a.version} of "${a.model}", which is none of the drill’s own: a result carries those alone. There is a score, and no file of it.`,
  'drill-score': () =>
    'The score was changed: that is another world than the drill’s. There is a score of it, and no file.',
  'postmortem-empty': () => 'A postmortem is drafted from the log: play the score first.',
  'postmortem-long': (a: { letters: number; most: number }) =>
    `A postmortem of ${count(a.letters)} letters is too long: ${count(a.most)} are the most.`,
}
