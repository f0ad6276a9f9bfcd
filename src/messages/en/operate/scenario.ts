/** @file UI text for scenarios: the timeline, its events, and scenario files. */
import { defineText } from '../../define'
import { count, counted, duration, identifier, number, shortPercent, span, virtualTime } from '../../format'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** The speed at which a simulated year passes in a minute, in simulated ms per real ms. */
const YEAR_PER_MINUTE = 525_600

/** The simulated time that passes in a second of real time: 12×, 10 min/s, 1 h/s, 1 day/s, 7 days/s. */
const playbackRate = (speed: number): string => {
  const ms = 1000 * speed
  if (ms < MINUTE) return `${number(speed)}×`
  if (ms === DAY) return `${span(ms)}/s`
  return ms < DAY && ms % HOUR === 0 ? `${count(ms / HOUR)} h/s` : `${duration(ms)}/s`
}

interface Typical {
  readonly p50: number
  readonly p95: number
}

export const scenarioText = defineText('operate/scenario', {
  title: 'Scenario',
  fold: 'Collapse scenario',
  unfold: 'Expand scenario',
  problems: 'Problems',
  /** A problem, and the number of further problems. */
  problemAndMore: (a: { problem: string; more: number }) => `${a.problem} And ${counted(a.more, 'more problem')}.`,

  empty: {
    body: 'The scenario has no traffic yet.',
    startWith: 'Start with…',
  },

  timeline: {
    label: 'Timeline',
    help: 'The left and right arrow keys move the event. With Shift, they change its length. Enter opens its form, Delete removes it, and D duplicates it. The up and down arrow keys go to the previous or next event. Plus and minus zoom.',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    showAll: 'All',
    addEvent: (a: { track: string }) => `Add event: ${a.track}`,
    peakRate: (a: { perMinute: number }) =>
      `up to ${a.perMinute < 10 ? number(a.perMinute, 2) : count(a.perMinute)}/min`,
  },
  tracks: {
    traffic: { title: 'Traffic', about: 'How many requests arrive: rate, cycles, and bursts' },
    mix: { title: 'Mix', about: 'Which slices the requests come from' },
    drift: { title: 'Drift', about: 'How the inputs change' },
    faults: { title: 'Faults', about: 'What breaks' },
    labels: { title: 'Labels', about: 'When labels arrive, for how many requests, and how many are wrong' },
  },

  event: {
    /** The title of an event with the value of its main setting, keyed by the unit of that setting. */
    titled: {
      rate: (a: { title: string; value: number }) => `${a.title}: ${number(a.value, 6)}/min`,
      swing: (a: { title: string; value: number }) => `${a.title}: ±${shortPercent(a.value)}`,
      times: (a: { title: string; value: number }) => `${a.title}: ×${number(a.value)}`,
      replicas: (a: { title: string; value: number }) => `${a.title}: ${counted(a.value, 'replica')}`,
      seconds: (a: { title: string; value: number }) => `${a.title}: +${duration(1000 * a.value)}`,
      minutes: (a: { title: string; value: number }) => `${a.title}: ${duration(60_000 * a.value)}`,
      share: (a: { title: string; value: number }) => `${a.title}: ${shortPercent(a.value)}`,
      name: (a: { title: string; value: string }) => `${a.title}: ${a.value}`,
    },
    time: (a: { fromMs: number; toMs: number }) =>
      `${virtualTime(a.fromMs)} to ${virtualTime(a.toMs)}, ${span(a.toMs - a.fromMs)}`,
    described: (a: { title: string; fromMs: number; toMs: number }) =>
      `${a.title}, from ${virtualTime(a.fromMs)} to ${virtualTime(a.toMs)}, ${span(a.toMs - a.fromMs)}`,
    withProblems: (a: { event: string; problems: string }) => `${a.event}. ${a.problems}`,
    duplicate: 'Duplicate',
    remove: 'Remove',
    start: { minutes: 'Start (minutes)', hours: 'Start (hours)', days: 'Start (days)' },
    length: { minutes: 'Duration (minutes)', hours: 'Duration (hours)', days: 'Duration (days)' },
    scenarioEnded: 'The scenario has played to its end. Start a new run to play this event.',
    alreadyPlayed: 'This part of the scenario has already been played. Move the event later, or start a new run.',
    beginsLate: (a: { startMs: number; fromMs: number }) =>
      `The event begins in the past: its part from ${virtualTime(a.startMs)} was played without it. It has an effect only from ${virtualTime(a.fromMs)} on. Move it later, or start a new run.`,
    beforeStart: 'An event starts at 0 or later. It now starts at 0.',
    startMoved: (a: { askedMs: number; startMs: number; lengthMs: number; durationMs: number }) =>
      `Starting at ${span(a.askedMs)}, it would end after the scenario, which lasts ${span(a.durationMs)}. It now starts at ${a.startMs === 0 ? '0' : span(a.startMs)}, the latest start for its duration of ${span(a.lengthMs)}.`,
    slow: {
      noReplica: (a: { replica: number; replicas: number }) =>
        `No effect: no model stage has a replica ${identifier(a.replica)}. Replicas are numbered from 0 to ${identifier(a.replicas - 1)}.`,
      /** Requests per minute; the capacity is unknown until the service has measured its model. */
      expected: (a: { times: number; capacity: number | undefined; peak: number }) =>
        a.capacity === undefined
          ? `Expected: requests on this replica take ${number(a.times)}× as long.`
          : `Expected: requests on this replica take ${number(a.times)}× as long. The replicas can still answer about ${count(Math.round(a.capacity))} requests/min; traffic is at most ${count(Math.round(a.peak))}/min. ${a.peak < a.capacity ? 'Few requests wait.' : 'Requests wait in the queue.'}`,
      seen: (a: { now: Typical; before: Typical; isVisible: boolean }) =>
        `Seen: P50 ${duration(a.now.p50)} and P95 ${duration(a.now.p95)}, before ${duration(a.before.p50)} and ${duration(a.before.p95)}.${a.isVisible ? '' : ' No visible effect.'}`,
    },
    condition: 'Or a condition',
    chooseOne: 'Choose one',
    smallestSlice: 'Smallest slice',
    firstColumn: 'First column',
    allColumns: 'All columns it can change',
  },
  fixes: {
    extendScenario: 'Make the scenario longer',
    moveToEnd: 'Move it to the end',
    shorten: 'Shorten it',
    endFirst: 'End the first event where the second starts',
    startSecond: 'Start the second event where the first ends',
    removeSecond: 'Remove the second event',
    scaleShares: 'Scale the shares down to 100% in total',
  },

  play: 'Play scenario',
  playing: 'Playing…',
  pause: 'Pause',
  warmingUp: 'Warming up…',
  ended: 'The scenario has ended. Start a new run, or make the scenario longer.',
  simulated: {
    short: 'sim',
    about: (a: { isDrill: boolean }) =>
      `Arrivals, transfer times, and queues are simulated. ${a.isDrill ? 'Model and stage times are fixed, so that a drill is the same on every device.' : 'Model and stage times are measured on this device.'}`,
    spoken: (a: { about: string }) => `: ${a.about}`,
  },
  speed: {
    label: 'Playback speed',
    option: (a: { speed: number }) =>
      a.speed === 1 ? 'Real time' : a.speed === YEAR_PER_MINUTE ? '1 year/min' : playbackRate(a.speed),
    limited: (a: { speed: number }) => `Fastest speed on this device: ${playbackRate(a.speed)}`,
  },
  newRun: {
    button: 'Start a new run',
    title: 'New run',
    body: (a: { requests: number }) =>
      `Simulated time goes back to the start, and the log with ${counted(a.requests, 'request')} is deleted. The scenario, the service diagram, and the models are kept. The same seed gives the same requests again.`,
    start: 'Delete log and start new run',
    cancel: 'Cancel',
  },

  menu: {
    length: 'Scenario length and seed',
    undo: 'Undo scenario change',
    noUndo: 'No scenario change to undo since this page was loaded',
    redo: 'Redo scenario change',
    more: 'Scenario menu',
    save: 'Save scenario to a file',
    load: 'Load scenario from a file…',
    clear: 'Remove all events',
    fileName: (a: { service: string }) => `${a.service} scenario`,
    seed: { label: 'Seed', help: 'The same seed gives the same requests.' },
    expected: (a: { requests: number }) => `About ${counted(a.requests, 'request')} in total.`,
  },
})

export const scenarioEventsText = defineText('operate/scenario/events', {
  rate: {
    title: 'Requests',
    summary: 'Requests arrive at random times, at this average rate.',
    perMinute: { label: 'Requests per minute' },
  },
  daily: {
    title: 'Daily cycle',
    summary: 'Traffic peaks at one time of day and is lowest 12 hours later.',
    depth: { label: 'Amplitude', help: 'How far traffic rises above and falls below the average. 0.6 means ±60%.' },
    peak: { label: 'Peak hour', help: 'Hour of the day, from 0 to 24.' },
  },
  weekly: {
    title: 'Weekly cycle',
    summary: 'Traffic peaks on one day of the week and is lowest half a week later.',
    depth: { label: 'Amplitude', help: 'How far traffic rises above and falls below the average. 0.3 means ±30%.' },
    peak: { label: 'Peak day' },
  },
  burst: {
    title: 'Burst',
    summary: 'Multiplies traffic for a while. A multiplier below 1 reduces traffic.',
    times: { label: 'Multiplier' },
    shape: {
      label: 'Shape',
      help: 'Flat: the full multiplier from start to end. Peak: rises to the multiplier and falls back.',
    },
  },
  share: {
    title: 'More of a slice',
    summary:
      'This share of all requests comes from one slice. The other requests are chosen as usual, so some can be in the slice too.',
    slice: { label: 'Slice', help: 'The name of a slice, or a condition such as age < 30.' },
    share: { label: 'Share of requests' },
  },
  drift: {
    title: 'Drift',
    summary: 'Changes the inputs with an operation from the Data page. The curve sets the strength over time.',
    operator: {
      label: 'Operation',
      help: 'Brightness makes all images darker and lowers their contrast. Generator applies a drift that the dataset’s generator defines.',
    },
    generator: 'Generator',
    column: { label: 'What changes', help: 'Leave empty to change everything the operation can change.' },
    strength: { label: 'Strength' },
    amount: { label: 'Amount', help: 'The amount at full strength, as a multiple of the default on the Data page.' },
  },
  slow: {
    title: 'Slow replica',
    summary: 'One replica is slower: the time for each of its requests is multiplied by the slowdown factor.',
    replica: { label: 'Replica' },
    times: { label: 'Slowdown factor' },
  },
  crash: {
    title: 'Crash',
    summary: 'Replicas are down until the event ends. They then start cold.',
    replicas: { label: 'Replicas' },
  },
  start: {
    title: 'Slow start',
    summary: 'Starting a replica takes this much longer. Replicas that are already warm are not affected.',
    seconds: { label: 'Extra seconds' },
  },
  deploy: {
    title: 'Bad deploy',
    summary:
      'Deploys one of five bad models, as a new build of the challenger or of the champion. It stays until the event ends. You can roll a build of the champion back before that.',
    model: { label: 'Model' },
    target: {
      label: 'New build of',
      help: 'Automatic: of the challenger if it gets requests when the event begins, otherwise of the champion.',
    },
    targets: { automatic: 'automatic', challenger: 'the challenger', champion: 'the champion' },
    slice: {
      label: 'Slice',
      help: 'Applies only to the model that does worse on one slice. Leave empty to use the smallest slice.',
    },
  },
  stale: {
    title: 'Stale feature',
    summary: 'A column from the feature store has an outdated value.',
    column: { label: 'Column' },
    minutes: { label: 'Age in minutes' },
  },
  schema: {
    title: 'Schema change',
    summary: 'Clients rename a column, drop it, send it as text, or reorder the columns.',
    change: { label: 'Change' },
    changes: { renamed: 'renamed', dropped: 'dropped', 'as text': 'as text', reordered: 'reordered' },
    column: { label: 'Column', help: 'Leave empty to use the first column.' },
    share: { label: 'Share of requests' },
  },
  missing: {
    title: 'Missing column',
    summary: 'A share of the requests arrives without one of its columns.',
    column: { label: 'Column' },
    share: { label: 'Share of requests' },
  },
  delay: {
    title: 'Label delay',
    summary: 'Labels arrive this long after their requests, on average.',
    minutes: { label: 'Average delay in minutes' },
  },
  coverage: {
    title: 'Label coverage',
    summary: 'Only this share of the requests ever gets a label.',
    share: { label: 'Share of requests' },
  },
  labelNoise: {
    title: 'Label noise',
    summary: 'This share of the labels is wrong.',
    share: { label: 'Share of labels' },
  },
  curve: {
    curve: {
      label: 'Curve',
      help: 'Step: full strength immediately. Ramp: rises gradually. Sine: rises and falls in waves. Pulse: switches on and off.',
    },
    rise: {
      label: 'Rise',
      help: 'Ramp only: the share of the event during which the strength increases. After that, the event is at full strength.',
    },
    period: { label: 'Period (hours)', help: 'Sine and pulse only: the length of one cycle.' },
    on: { label: 'Duty cycle', help: 'Pulse only: the share of each cycle during which the event is on.' },
  },
})

export const scenarioFileText = defineText('operate/scenario/file', {
  tooLong: (a: { characters: number; maxCharacters: number; maxEvents: number }) =>
    `it has ${count(a.characters)} characters; the limit is ${count(a.maxCharacters)}, which is enough for the maximum of ${count(a.maxEvents)} events`,
  notJson: 'it is not JSON',
  noHeader: 'it does not start with {"scenario":2',
  notObject: 'it is not an object',
  seedOrMs: '"seed" and "ms" must be numbers',
  seedOrDuration: '"seed" and "durationMs" must be numbers',
  eventsNotList: '"events" must be a list',
  invalidEvent: (a: { number: number }) => `event ${count(a.number)} is not valid`,
})
