/** @file UI text for a service: its bar and tabs, its diagram, and requests that a user sends. */
import { defineText } from '../../define'
import {
  capitalized,
  commaList,
  count,
  counted,
  identifier,
  latency,
  number,
  plural,
  precisePercent,
  shortPercent,
  significant,
} from '../../format'
import { versionTitle } from './terms'

export const serviceText = defineText('operate/service', {
  service: 'Service',
  menu: {
    label: 'Service menu',
    create: 'New service',
    createRouter: 'New service: small and large model with a router',
    createShadow: 'New service: champion with a shadow',
    rename: 'Rename service',
    duplicate: 'Duplicate service',
    remove: 'Delete service',
  },
  newName: (a: { name: string }) => `New name for ${a.name}`,
  serve: 'Start service',
  warmingUp: 'Warming up…',
  stop: 'Stop service',
  tryAgain: 'Try again',
  showStage: 'Show the stage',
  opening: 'Opening service…',
  openingNamed: (a: { name: string }) => `Opening ${a.name}…`,
  none: 'No service yet',
  noneOpen: 'No service is open',
  start: {
    title: 'Operate',
    body: 'Turn a trained network into a service. Design the stages that each request passes through, simulate traffic and drift, and inspect predictions in the log.',
    drills: 'Practice with a drill',
    drillsHeading: 'Or practice with a drill',
    drillsBody: 'A drill is a service with a problem, in its own project. Your project stays unchanged.',
    versionOf: (a: { name: string }) => `This is the network of a saved version, opened from "${a.name}".`,
    backTo: (a: { name: string }) => `Back to ${a.name}`,
    create: 'Create service',
    saveAndCreate: 'Save model and create service',
    createOf: (a: { name: string }) => `Create service from ${a.name}`,
    needsModel: 'A service needs a model. Click Train to train this network first.',
    needsFix: (a: { problems: number }) =>
      `A service needs a model. The network has ${counted(a.problems, 'problem')}. Fix ${a.problems === 1 ? 'it' : 'them'} in Build, then train the network.`,
    showNetwork: 'Show the network',
    train: 'Train',
    training: (a: { progress: string }) =>
      `A service needs a model. This network is currently training: ${a.progress}. You can create the service when training is done or paused.`,
    watch: 'Watch training',
    pause: 'Pause training',
  },
})

export const tabsText = defineText('operate/service/tabs', {
  label: 'Service view',
  diagram: {
    title: 'Diagram',
    about: 'Service diagram: the stages that each request passes through',
  },
  live: {
    title: 'Live',
    about: 'Dashboards: business, on-call, and debug views, and the details of each request',
    needs: 'The Live tab shows the requests of a service: how many arrived, how they ended, and how long they took.',
  },
  objectives: {
    title: 'Objectives',
    about: 'Objectives (SLOs), remaining error budget, and alert rules',
    needs: 'An objective (SLO) sets how many requests may be bad, for example unanswered, late, or wrong.',
  },
  incidents: {
    title: 'Incidents',
    about: 'Alerts grouped by cause, each with a runbook',
    needs: 'An incident opens when an error budget is used up too fast, or when inputs or predictions drift.',
  },
  registry: {
    title: 'Registry',
    about: 'Versions of each model, and the aliases that decide which version is served',
  },
  canary: {
    title: 'Canary',
    about: 'Canary rollout: a challenger gets a share of the traffic and is rolled back automatically if it is worse',
    needs: 'A canary rollout gives a challenger a share of a service’s traffic.',
  },
  url: {
    title: 'URL',
    about: 'The HTTP endpoint of the service: send a request, set the capacity, run a load test',
    needs: 'The URL is the HTTP endpoint of a service.',
  },
  drift: {
    title: 'Drift',
    about: 'Do requests still look like the data the model was evaluated on?',
    needs: 'The Drift tab compares the requests of a service with the data its model was evaluated on.',
  },
  labels: {
    title: 'Labels',
    about: 'Requests waiting for a label from you',
    needs: 'The Labels tab lists requests that are waiting for a label.',
  },
  policies: {
    title: 'Policies',
    about: 'Policy comparison: four retraining policies over the same simulated year',
  },
  drills: {
    title: 'Drills',
    about: 'Practice incidents and their postmortems',
  },
  missing: (a: { needs: string }) => `${a.needs} Create a service first.`,
})

/** The metrics of a stage in the last simulated minute or hour. */
interface StageRate {
  readonly perMinute: number
  /** The 95th percentile of the stage's time, in ms. */
  readonly p95: number
  /** Requests per minute that already had a result. */
  readonly skipping: number
  /** Requests per minute that it processed and that already had a result. */
  readonly settled: number
  /** What happened to the requests that got their result in this stage; empty if none did. */
  readonly ended: string
  /** Why the stage is down; empty if it is not. */
  readonly down: string
}

const stageRate = ({ perMinute, skipping, settled, p95, ended, down }: StageRate): string =>
  commaList([
    `${number(perMinute)} requests/min`,
    ...(p95 > 0 ? [`latency P95 ${latency(p95)}`] : []),
    ...(ended === '' ? [] : [ended]),
    ...(skipping > 0 ? [`${number(skipping)}/min skip it, because they already have a result`] : []),
    ...(settled > 0 ? [`${number(settled)}/min come with the result of an earlier stage`] : []),
  ]) + (down === '' ? '' : `. ${down}`)

/** `why` is the reason of the latest request without an answer. */
type Ended = (a: { share: number; why?: string | undefined }) => string
const rejected: Ended = ({ share }) => `${precisePercent(share)} rejected`

export const serviceDiagramText = defineText('operate/service/diagram', {
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
    requests: 'requests',
    answers: 'outputs',
  },
  openNetwork: 'Open network',
  noModel: 'no model yet',
  newest: (a: { version: number; metrics: string }) => `Newest: version ${count(a.version)}, ${a.metrics}`,
  notSaved: (a: { model: string }) => `${a.model} (not saved)`,
  batches: (a: { size: number }) => `batches of ${count(a.size)}`,
  noBatching: 'no batching',
  replicas: (a: { n: number }) => plural(a.n, { one: '# replica', other: '# replicas' }),
  timesReplicas: (a: { n: number }) => `×${a.n}`,
  lastMinute: (a: StageRate) => `In the last simulated minute: ${stageRate(a)}`,
  lastHour: (a: StageRate) => `In the last simulated hour: ${stageRate(a)}`,
  perMinute: (a: { rate: number }) => `${number(a.rate)}/min`,
  skipping: (a: { rate: number }) => `${number(a.rate)}/min skip it`,
  settled: (a: { rate: number }) => `${number(a.rate)}/min ended earlier`,
  /** Requests that got their result in a stage, keyed by its kind. */
  ended: {
    cache: ({ share }) => `${precisePercent(share)} from cache`,
    abstain: ({ share }) => `${precisePercent(share)} abstained`,
    guard: ({ share }) => `${precisePercent(share)} flagged`,
    fallback: ({ share }) => `${precisePercent(share)} fallback`,
    model: ({ share, why = 'unanswered' }) => `${precisePercent(share)} ${why}`,
    ...{ validate: rejected, rateLimit: rejected },
  } as Readonly<Record<string, Ended>>,
  isDown: 'Down',
  stageDown: (a: { stage: string; why: string }) => `${a.stage} is down. ${a.why}`,
  /** Why a model stage answers none of its requests, below the stage and in full. */
  down: {
    replica: { short: 'no replica', long: 'It answers no requests: none of its replicas is running.' },
    queue: { short: 'queue full', long: 'It answers no requests: its queue is full.' },
    version: { short: 'no version', long: 'It answers no requests: its alias points to no version.' },
    prediction: {
      short: 'no prediction',
      long: 'It answers no requests: its version has no valid prediction for these inputs. Check that it reads the columns that the requests have.',
    },
  },
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
    newBuildAnswers: (a: { build: string }) => capitalized(`${a.build} answers`),
    inPlaceOf: (a: { version: number }) =>
      `The scenario deployed this build in place of version ${a.version}. No alias points to it.`,
    noneAnswers: (a: { why: string }) => `No version answers: ${a.why}`,
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

export const manualRequestsText = defineText('operate/service/manual-requests', {
  title: 'Manual requests',
  needsServing:
    'While the service runs, you can send requests from the camera, a drawing pad, or sliders. Other web pages from this site, open in this browser, can send requests to its URL.',
  from: { label: 'Send from', camera: 'Camera', pad: 'Pad' },
  send: 'Send',
  rates: {
    label: 'Frame rate',
    '1': '1 frame/s',
    '2': '2 frames/s',
    '5': '5 frames/s',
    '10': '10 frames/s',
  },
  cameraOff: 'Images stay on this device. The camera turns off when you select another stage.',
  turnOn: 'Turn on camera',
  turnOff: 'Turn off camera',
  sendFrames: 'Send frames',
  stopSending: 'Stop sending',
  oneFrame: 'Send one frame',
  lastFrame: 'Last frame sent',
  mirrored: 'Mirrored',
  oneRequestPerFrame:
    'Each camera frame is sent as one request at the current simulated time. Play the scenario to let time pass.',
  notSquare: (a: { name: string; width: number; height: number }) =>
    `The camera sends square images, but ${a.name} is ${a.width}×${a.height}. Use the URL instead.`,
  wrongChannels: (a: { name: string; channels: number }) =>
    `The camera sends images with 1 or 3 channels, but ${a.name} has ${a.channels}. Use the URL instead.`,
  answer: {
    invalid: 'Rejected: the input is not valid.',
    limited: 'Rejected: the rate limit was exceeded.',
    full: 'Rejected: the queue was full.',
    unready: 'No replica was ready.',
    failed: 'The request failed.',
    abstained: 'The service abstained: the confidence was too low.',
    class: (a: { name: string; confidence: number }) => `${a.name}, ${precisePercent(a.confidence)}`,
    number: (a: { value: number }) => significant(a.value),
    fallbackClass: (a: { name: string }) => `Fallback: ${a.name}`,
    fallbackNumber: (a: { value: number }) => `Fallback: ${significant(a.value)}`,
    none: 'none',
    details: (a: { version?: Parameters<typeof versionTitle>[0]; cached: boolean; ms: number }) =>
      commaList([
        ...(a.version === undefined ? [] : [versionTitle(a.version)]),
        ...(a.cached ? ['cached'] : []),
        latency(a.ms),
      ]),
    sent: (a: { request: number; sent: number; skipped: number }) =>
      a.skipped > 0
        ? `Request ${identifier(a.request)}, ${count(a.sent)} sent, ${count(a.skipped)} skipped while another request was in progress`
        : `Request ${identifier(a.request)}, ${count(a.sent)} sent`,
    open: 'Open request',
  },
})
