/** @file Messages about drills and postmortems. Loaded with the code that uses them. */
import { defineMessages } from '../define'
import { count, counted, list, virtualClock } from '../format'

export const drills = defineMessages('drills', {
  'drill-unknown': (a: { id: string; known: readonly string[] }) =>
    `There is no drill "${a.id}". Available drills: ${list(a.known)}.`,
  'drill-none': 'No drill is open. Start one in the Drills tab, or with drill.start.',
  'drill-action': (a: { action: string; known: readonly string[] }) =>
    `This drill has no action "${a.action}". Its actions: ${list(a.known)}.`,
  'drill-seen': (a: { at: number }) => `Recorded: you noticed the problem at ${virtualClock(a.at, 'minutes')}.`,
  'drill-unplayed': (a: { minute: number; of: number }) =>
    `The drill is at minute ${count(a.minute)} of ${count(a.of)}. Play it to the end, or press "Skip to the end and score" (drill.finish with {rest: true}).`,
  'drill-unfinished': 'This drill has no result yet. Finish it first.',
  'drill-busy': 'Another drill is being prepared or scored. Wait until it is done.',
  'drill-stopped': 'You canceled the verification of the drill result. Nothing was changed.',
  'drill-lost': (a: { minute: number }) =>
    `Your change to the service diagram in minute ${count(a.minute)} is no longer stored, so your actions cannot be replayed and scored. Start the drill again.`,
  'drill-unsound': (a: { minute: number }) =>
    `This result cannot be replayed: its service diagram at minute ${count(a.minute)} has errors. Ask its author for a new file.`,
  'drill-file': (a: { why: string }) =>
    `This file is not a drill result: ${a.why}. Choose a file that was saved in the Drills tab.`,
  'drill-file-newer': (a: { format: number; known: number }) =>
    `This result uses file format ${a.format}, but this version of Netloom reads formats up to ${a.known}. Reload the page to update Netloom.`,
  'drill-file-version': (a: { id: string; version: number; known: number }) =>
    `This result is from version ${a.version} of the drill "${a.id}". This Netloom has version ${a.known} of the drill, with different requests and faults. Verify the result in the version of Netloom that made it.`,
  'drill-unverified': (a: { minute: number }) =>
    `When your actions are replayed, the log differs starting at minute ${count(a.minute)}, so nobody could verify your result. You get a score, but no file.`,
  'drill-sent': (a: { requests: number }) =>
    `${counted(a.requests, 'request')} came from you or from the URL instead of the drill’s scenario, so nobody else can replay them. You get a score, but no file.`,
  'drill-version': (a: { model: string; version: number }) =>
    `You moved an alias to version ${a.version} of "${a.model}", which the drill did not train. A result file contains only the drill’s own versions. You get a score, but no file.`,
  'drill-scenario':
    'You changed the drill’s scenario in the dock below (traffic, faults, or labels), so your result cannot be compared with others. You get a score, but no file.',
  'postmortem-empty': 'A postmortem is drafted from the log, which is still empty. Play the scenario first.',
  'postmortem-long': (a: { letters: number; most: number }) =>
    `This postmortem has ${count(a.letters)} characters. The limit is ${count(a.most)}.`,
})
