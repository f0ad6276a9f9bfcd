/** @file English sentences of drills and postmortems; they come with the parts that say them. */
import { defineMessages } from '../define'
import { count, counted, list } from '../format'

export const drills = defineMessages('drills', {
  'drill-unknown': (a: { id: string; known: readonly string[] }) =>
    `There is no drill "${a.id}"; there are ${list(a.known)}.`,
  'drill-none':  'No drill is open. Begin one on the tab Drills, or with drill.start.',
  'drill-action': (a: { action: string; known: readonly string[] }) =>
    `This drill has no action "${a.action}"; it has ${list(a.known)}.`,
  'drill-unplayed': (a: { minute: number; of: number }) =>
    `The drill stands at minute ${count(a.minute)} of ${count(a.of)}: play it to its end, or press “Skip to the end and score” (drill.finish with {rest: true}).`,
  'drill-unfinished':  'This drill has no result yet: finish it first.',
  'drill-busy':  'Another drill is being prepared or scored; wait for it.',
  'drill-lost': (a: { minute: number }) =>
    `What was changed in the drawing in minute ${count(a.minute)} is not known any more, so what you did cannot be played again and scored. Begin the drill anew.`,
  'drill-unsound': (a: { minute: number }) =>
    `The drawing of minute ${count(a.minute)} in this result has errors, so the result cannot be played again. Take the file anew from who made it.`,
  'drill-file': (a: { why: string }) =>
    `This file is no result of a drill: ${a.why}. Choose one that was saved on the tab Drills.`,
  'drill-file-newer': (a: { format: number; known: number }) =>
    `This result is written in format ${a.format}; this Netloom reads up to ${a.known}. Reload the page for a newer one.`,
  'drill-file-version': (a: { id: string; version: number; known: number }) =>
    `This result is of version ${a.version} of the drill "${a.id}"; here it is version ${a.known}, whose requests and faults are others. Verify it in the Netloom that it was made with.`,
  'drill-unverified': (a: { minute: number }) =>
    `Played again, what you did comes to another log from minute ${count(a.minute)} on, so that nobody could verify it. There is a score, and no file of it.`,
  'drill-sent': (a: { requests: number }) =>
    `${counted(a.requests, 'request')} came by hand or over the URL, and not from the drill’s score, so that nobody else can play them again. There is a score, and no file of it.`,
  'drill-version': (a: { model: string; version: number }) =>
    `A flag was moved to version ${a.version} of "${a.model}", which is none of those that the drill trained: a file of the result carries those alone. There is a score, and no file of it.`,
  'drill-score': 
    'The drill’s notes in the dock below (traffic, faults, labels) were changed, so that what you did cannot be compared with others. You get points, and no file of the result.',
  'postmortem-empty':  'A postmortem is drafted from the log: play the score first.',
  'postmortem-long': (a: { letters: number; most: number }) =>
    `A postmortem of ${count(a.letters)} letters is too long: ${count(a.most)} are the most.`,
})
