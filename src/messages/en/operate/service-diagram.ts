/** @file UI text for the service diagram: the canvas, live numbers on it, and the panel of a stage. */
import { defineText } from '../../define'
import { count, duration, commaList, precisePercent, number, plural, shortPercent } from '../../format'

/** The metrics of a stage in the last simulated minute or hour. */
interface StageRate {
  readonly perMinute: number
  /** The 95th percentile of the stage's time, in ms. */
  readonly p95: number
  /** The fraction of requests that ended in this stage. */
  readonly ended: number
}

const stageRate = ({ perMinute, p95, ended }: StageRate): string =>
  commaList([
    `${number(perMinute)} requests/min`,
    `latency P95 ${duration(p95)}`,
    ...(ended > 0 ? [`${precisePercent(ended)} of requests end here`] : []),
  ])

export const serviceDiagramText = defineText('operate/service-diagram', {
  nouns: {
    drawing: 'Service',
    empty: 'Build the service here, from the source on the left to the log on the right.',
    hint: 'canary, limit, confidence',
  },
  groups: {
    learns: 'Prediction',
    combines: 'Routing',
    reshapes: 'Transform',
    regularises: 'Guards',
    end: 'Source and log',
  },
  wire: {
    shares: (a: { champion: number; challenger: number }) => `${shareOf100(a.champion)} : ${shareOf100(a.challenger)}`,
    share: (a: { share: number }) => shortPercent(Number(a.share.toFixed(3))),
    copies: 'copies',
    unsure: 'low confidence',
    requests: 'requests',
    answers: 'outputs',
  },
  openNetwork: 'Open network',
  noModel: 'no model yet',
  batches: (a: { size: number }) => `batches of ${count(a.size)}`,
  noBatching: 'no batching',
  replicas: (a: { n: number }) => plural(a.n, { one: '# replica', other: '# replicas' }),
  timesReplicas: (a: { n: number }) => `×${a.n}`,
  lastMinute: (a: StageRate) => `In the last simulated minute: ${stageRate(a)}`,
  lastHour: (a: StageRate) => `In the last simulated hour: ${stageRate(a)}`,
  perMinute: (a: { rate: number }) => `${number(a.rate)}/min`,
  endHere: (a: { share: number }) => `${precisePercent(a.share)} end here`,
  pictureCaption: (a: { stages: number; project: string }) =>
    `${plural(a.stages, { one: '# stage', other: '# stages' })} · ${a.project}`,
  undone: (a: { change: string }) => `Undone in the service diagram: ${a.change}.`,
  redone: (a: { change: string }) => `Redone in the service diagram: ${a.change}.`,
  canvas: 'Canvas',
  servesBefore: 'This diagram has a problem, so requests still go through the previous diagram.',
  aliasUnset:
    'A model stage uses an alias that points to no version. Requests pass through this stage without a prediction.',
  panel: {
    label: 'Inspector',
    name: 'Name',
    problems: 'Problems',
    what: 'What it does',
    simulated:
      'Replicas, batches, and the queue apply to simulated traffic. Requests that you send manually or that arrive at the URL are answered one at a time.',
    remove: 'Delete stage',
    noVersion: (a: { model: string; alias: string }) =>
      a.model === ''
        ? `No version is the ${a.alias} yet. Set the alias in the registry.`
        : `No version of ${a.model} is the ${a.alias} yet. Set the alias in the registry.`,
    openRegistry: 'Open registry',
    versionAnswers: (a: { version: number }) => `Version ${a.version} answers`,
    network: 'Network of this version',
  },
  whole: {
    title: 'Service',
    views: { label: 'Diagram view', stages: 'Stages', code: 'Code', changes: 'Changes' },
    how: 'Requests enter at the source and follow the wires to the log. Select a stage to change its settings; press / to add one.',
    noCode: 'The diagram has a problem. Fix it to see the code.',
    copy: 'Copy code',
    noChanges: 'No changes since this service was opened.',
    since: 'Changes since',
    opened: 'the service was opened',
    lastStep: 'the last step',
    stepsAgo: (a: { steps: number }) => plural(a.steps, { one: '# step ago', other: '# steps ago' }),
    goBack: 'Go back to this state',
  },
})

/** Formats a percentage without the percent sign, with at most one decimal: 95, 2.5. */
function shareOf100(of100: number): string {
  return number(Number(of100.toFixed(1)), 4)
}
