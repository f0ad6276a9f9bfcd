/** @file UI text for the Drills tab: the list of drills, a drill in progress, its result, and the postmortem. */
import { defineText } from '../../define'
import { count, counted, list, number, plural, span } from '../../format'

export const drillsText = defineText('operate/drills', {
  list: {
    label: 'Drills',
    all: 'All drills',
    notPlayed: 'not played yet',
    best: (a: { score: number }) => `best: ${count(a.score)} of 100`,
    start: 'Start',
    startAgain: 'Start again',
    startNamed: (a: { title: string }) => `Start: ${a.title}`,
    preparing: (a: { step: string }) => `${a.step}…`,
  },

  scoring: 'Scoring',
  scoringStep: (a: { step: string }) => `Scoring: ${a.step}…`,
  named: (a: { title: string }) => `Drill: ${a.title}`,
  play: 'Play',
  pause: 'Pause',
  openBrief: 'Brief and score',

  brief: {
    whereToLook:
      'Live, Incidents, Drift, and Canary show what happens while the scenario plays. Each incident has a runbook. You can act here or in those tabs.',
    objectives: 'Objectives',
  },
  hints: {
    label: 'Hints',
    first: 'Show a hint',
    next: 'Show another hint',
  },
  actions: {
    title: 'What you can do',
    freedom:
      'You can change everything else in the service, too: settings, stages, wires, aliases, and canary rollouts. You get your result as a file that others can verify. You get no file if you send requests yourself, use a version that is not part of the drill, or change the scenario.',
  },
  taken: {
    title: 'What you did',
    none: 'Nothing yet.',
    label: (a: { request: string }) => `label for ${a.request}`,
  },
  finish: 'Score my result',
  skip: {
    label: 'Skip to the end and score',
    about: 'Plays the rest of the scenario as fast as possible, with your actions so far',
  },

  result: {
    title: 'Result',
    score: (a: { score: number }) => `<b>${count(a.score)}</b> of 100`,
    points: (a: { points: number; of: number }) =>
      a.of > 0 ? `${number(Math.round(a.points * 10) / 10)} of ${count(a.of)}` : number(Math.round(a.points * 10) / 10),
    counts: (a: { requests: number; wrong: number; failed: number; late: number; unsure: number }) =>
      `Of ${counted(a.requests, 'request')}, ${count(a.wrong)} got a wrong prediction, ${count(a.failed)} failed, ${plural(a.late, { one: '# was', other: '# were' })} late, and ${plural(a.unsure, { one: '# was', other: '# were' })} withheld because the model was not sure. For comparison, the same scenario was also played with no action and with the best known solution.`,
    again: 'Play again',
    next: (a: { title: string }) => `Next: ${a.title}`,
  },
  parts: {
    harm: 'Harm',
    budget: (a: { ms: number }) => `Error budget left for ${span(a.ms)}`,
    detect: 'Detected',
    mend: 'Fixed',
    labels: 'Labels',
    alarms: 'False alarms',
  },
  file: {
    title: 'Result file',
    about:
      'Contains your actions, the model weights, and the timings measured on this device. Anyone can replay it and verify the result.',
    save: 'Save',
    fileName: (a: { drill: string }) => `${a.drill} result`,
    replay: 'Replay my actions',
    verify: 'Verify a file',
    replaying: 'Replaying…',
    same: (a: { drill: string; score: number }) =>
      `Verified: ${a.drill}, ${count(a.score)} of 100. Every request got the same response.`,
    differs: (a: { parts: readonly string[]; score: number }) =>
      `Not verified. These parts differ: ${list(a.parts)}. The replay scores ${count(a.score)} out of 100.`,
    differsFrom: (a: { parts: readonly string[]; score: number; minute: number }) =>
      `Not verified. These parts differ: ${list(a.parts)}. The log first differs in minute ${count(a.minute)}. The replay scores ${count(a.score)} out of 100.`,
    parts: { file: 'the file contents', log: 'the log', actions: 'the actions', score: 'the score' },
  },

  postmortem: {
    title: 'Postmortem',
    about: (a: { service: string }) =>
      `A draft from the log of ${a.service}: what happened when, which requests were affected, and which alerts fired. You add the causes and the follow-up actions.`,
    write: 'Write postmortem',
    text: 'Postmortem, Markdown',
    download: 'Markdown',
    redraft: { label: 'New draft', about: 'Replaces your text with a new draft from the log' },
    fileName: (a: { service: string }) => `${a.service} postmortem`,
  },
})
