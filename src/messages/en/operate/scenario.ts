/**
 * @file UI text for the scenario dock: its timeline with tracks and events, the form of an event, playback, and the
 * scenario menu.
 */
import { defineText } from '../../define'
import { count, counted, duration, number, span, virtualTime, shortPercent } from '../../format'

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

export const scenarioText = defineText('operate/scenario', {
  title: 'Scenario',
  fold: 'Collapse scenario',
  unfold: 'Expand scenario',
  problems: 'Problems',
  /** A problem, and the number of further problems. */
  problemAndMore: (a: { problem: string; more: number }) => `${a.problem} And ${counted(a.more, 'more problem')}.`,

  empty: {
    body: 'This service has no traffic yet.',
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
    condition: 'Or a condition',
    chooseOne: 'Choose one',
    smallestSlice: 'Smallest slice',
    firstColumn: 'First column',
    allColumns: 'All columns it can change',
    generatorDrift: 'generator',
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
    about: 'Arrivals, transfer times, and queues are simulated. Model and stage times are measured on this device.',
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
    start: 'Start new run',
  },

  menu: {
    length: 'Scenario length and seed',
    undo: 'Undo scenario change',
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
