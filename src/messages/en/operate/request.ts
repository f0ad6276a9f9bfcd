/** @file UI text for one request: its input, stages, prediction, label, and why a service rejected it. */
import { defineText } from '../../define'
import {
  commaList,
  count,
  identifier,
  latency,
  list,
  number,
  percent,
  plural,
  significant,
  virtualTime,
} from '../../format'
import { versionTitle } from './terms'

/** The version that answered, and its alias if it has one. */
interface Answerer {
  readonly version: string | undefined
  readonly alias: string | undefined
}

function answerer({ version, alias }: Answerer): string {
  if (version === undefined) return 'A model'
  return alias === undefined ? version : `The ${alias} (${version})`
}

const stageTimes = (isFixed: boolean) => (isFixed ? 'those that the drill fixes' : 'measured on this device')

export const requestText = defineText('operate/request', {
  name: (a: { id: number }) => `Request ${identifier(a.id)}`,
  earlier: 'Previous',
  later: 'Next',
  close: 'Close',
  notKept:
    'This request is no longer in the log. The log keeps the latest 200,000 requests in full, and only counts of older requests.',
  result: {
    answered: (a: Answerer & { prediction: string }) => `${answerer(a)} predicted ${a.prediction}.`,
    answeredSure: (a: Answerer & { prediction: string; confidence: number }) =>
      `${answerer(a)} predicted ${a.prediction} with ${percent(a.confidence)} confidence.`,
    cached: (a: { prediction: string }) => `The cache returned an earlier prediction: ${a.prediction}.`,
    rejected: (a: { why: string }) => `The request was rejected: ${a.why}.`,
    rejectedUnknown: 'The request was rejected: the service does not accept this input.',
    limited: 'The request was rejected: the rate limit was exceeded.',
    full: 'The request was rejected: the queue for a replica was full.',
    unready: 'No replica was ready: all replicas were down or still starting.',
    failed: (a: Answerer) => `${answerer(a)} failed: its output was not a finite number.`,
    failedBecause: (a: Answerer & { why: string }) =>
      `${answerer(a)} failed: its output was not a finite number (${a.why}).`,
    abstained: 'The service abstained.',
    flagged: (a: { result: string }) => `${a.result} The input guard flagged the input as unusual.`,
    abstainedFlagged: (a: Answerer & { prediction: string }) =>
      `${answerer(a)} predicted ${a.prediction}, and the service abstained.`,
    abstainedFrom: (a: Answerer & { prediction: string; confidence: number }) =>
      `${answerer(a)} predicted ${a.prediction} with only ${percent(a.confidence)} confidence, so the service abstained.`,
    fallback: (a: { prediction: string }) => `No model prediction was used. The fallback returned ${a.prediction}.`,
    fallbackAfter: (a: Answerer & { prediction: string }) =>
      `${answerer(a)} gave no usable prediction. The fallback returned ${a.prediction}.`,
    labelDiffers: (a: { result: string; label: string }) => `${a.result} The label is ${a.label}.`,
    labelAgrees: (a: { result: string }) => `${a.result} The label agrees.`,
    class: (a: { index: number }) => `class ${a.index}`,
    nothing: 'nothing',
  },
  noLabel: 'The input was not valid, so there is nothing to label and no row to add to a dataset.',
  time: {
    title: 'Time by stage',
    /** `isFixed`: the stage times are those of a drill. */
    total: (a: { ms: number; isFixed: boolean }) =>
      `${latency(a.ms)} from arrival to response. Stage times are ${stageTimes(a.isFixed)}.`,
    totalQueued: (a: { ms: number; isFixed: boolean }) =>
      `${latency(a.ms)} from arrival to response. Stage times are ${stageTimes(a.isFixed)}; queue time is simulated.`,
    stage: 'Stage',
    queue: 'queue time',
    value: (a: { ms: number }) => latency(a.ms),
    simulated: 'sim',
  },
  input: {
    title: 'Input',
    loading: 'Loading…',
    notKept: 'The input is no longer in the log.',
    neverKept: 'The input was not saved.',
    row: (a: { row: number }) => `Row ${identifier(a.row)} of the dataset.`,
    changedRow: (a: { row: number; change: string }) =>
      `Row ${identifier(a.row)} of the dataset, changed by ${a.change}.`,
    sent: 'Shown exactly as it was sent.',
    sentShape: (a: { shape: readonly number[] }) => `Shown exactly as it was sent: ${a.shape.join(' × ')} numbers.`,
    worldGone: 'The generator for this request is no longer available. These are the recorded values.',
    image: (a: { column: string }) => `${a.column} as received`,
    sentAsImage: 'What was sent, shown as an image',
    missing: 'missing',
    and: 'and',
    moreColumns: (a: { n: number }) => plural(a.n, { one: '# more column', other: '# more columns' }),
    values: (a: { values: readonly string[]; all: number }) =>
      a.all > a.values.length ? `${commaList(a.values)} … ${count(a.all)} values` : commaList(a.values),
  },
  change: {
    brightness: 'brightness (darker, lower contrast)',
    times: (a: { operator: string; times: number }) => `${a.operator} at ${number(a.times)}× its usual strength`,
    partly: (a: { change: string; share: number }) => `${a.change}, at ${percent(a.share, 0)} strength`,
    all: (a: { changes: readonly string[] }) => list(a.changes),
  },
  again: {
    ask: (a: { alias: string }) => `Send to the ${a.alias}`,
    serveFirst: 'Start the service first',
    version: versionTitle,
    who: (a: { alias: string; version: number }) => `${a.alias}, version ${a.version}`,
    prediction: (a: { prediction: string; confidence: number }) =>
      `${a.prediction}, ${percent(a.confidence)} confidence`,
  },
  label: {
    title: 'Label',
    none: 'No label yet.',
    by: {
      world: (a: { label: string; at: number }) =>
        `${a.label}, from the simulated ground truth at ${virtualTime(a.at)}.`,
      person: (a: { label: string; at: number }) => `${a.label}, labeled manually at ${virtualTime(a.at)}.`,
      caller: (a: { label: string; at: number }) => `${a.label}, sent by the caller at ${virtualTime(a.at)}.`,
    },
    field: 'Correct label',
    choose: 'Choose the correct label…',
    className: 'Class name',
    number: 'Number',
    save: 'Save label',
    serveFirst: 'Start the service to add a label.',
  },
  toData: {
    send: 'Add to a dataset',
    show: 'Open dataset',
  },
  nearest: {
    title: 'Nearest training examples',
    notCompared: 'Text, times, and rows that are not in memory cannot be compared.',
    noLabel: 'no label',
    row: (a: { row: number; label: string }) => `Row ${a.row}, ${a.label}`,
    showInData: (a: { row: number; label: string }) => `Row ${a.row}, ${a.label}: show in Data`,
  },
  similar: {
    title: 'Similar earlier requests',
    none: 'No similar earlier requests found.',
    request: (a: { id: number; prediction: string }) => `${identifier(a.id)}: ${a.prediction}`,
    labeled: (a: { id: number; prediction: string; label: string }) =>
      `${identifier(a.id)}: ${a.prediction}, correct label ${a.label}`,
    sameRow: 'same row',
  },
  record: {
    title: 'Log record',
    time: 'time',
    outcome: 'outcome',
    cachedOutcome: (a: { outcome: string }) => `${a.outcome}, from the cache`,
    source: 'source',
    slice: 'slice',
    version: 'version',
    versionAs: (a: { version: string; alias: string }) => `${a.version}, the ${a.alias}`,
    noAnswer: (a: { version: string }) => `${a.version}: no usable prediction`,
    queueTime: 'queue time',
    queueTimeOf: (a: { ms: number }) => `${significant(a.ms)} ms, simulated`,
    shadow: 'shadow',
    shadowConfidence: (a: { version: string; confidence: number }) =>
      `${a.version}, ${percent(a.confidence)} confidence`,
    trace: 'trace',
    none: 'none',
  },
})

export const requestStatusText = defineText('operate/request/status', {
  ok: 'OK',
  invalid: 'Invalid input',
  limited: 'Rate limited',
  unready: 'Not ready',
  failed: 'Failed',
  abstained: 'Abstained',
  fallback: 'Fallback',
  full: 'Queue full',
})

export const invalidInputText = defineText('operate/request/invalid-input', {
  'request-missing': 'a value is missing',
  'request-column': 'a column has the wrong name',
  'request-type': 'a value has the wrong type',
  'request-rank': 'a list has the wrong shape',
  'request-not-finite': 'a number is not finite',
  'request-unseen': 'a category does not occur in the training data',
  'request-range': 'a value is outside the training range',
  'input-flagged': 'an input guard flagged it',
  'request-no-record': 'a row is not an object with a value for each column',
  'url-body-large': 'the body is too large',
  'url-body-empty': 'the body is empty',
  'url-json': 'the body is not valid JSON',
  'url-json-nan': 'the body contains NaN or Infinity, which JSON does not support',
  'url-json-deep': 'the lists in the body are nested too deeply',
  'url-json-object': 'the body is not an object',
  'url-inputs': 'there are no inputs',
  'url-input': 'an input does not follow the protocol',
  'url-binary': 'the values are sent as binary data after the JSON',
  'url-input-twice': 'an input appears twice',
  'url-input-unknown': 'the model has no input with this name',
  'url-input-missing': 'an input is missing',
  'url-output-unknown': 'a requested output does not exist',
  'url-datatype': 'an input has the wrong datatype',
  'url-rank': 'a shape has too few or too many axes',
  'url-shape': 'an input has the wrong shape',
  'url-shape-order': 'a shape has its axes in the wrong order',
  'url-length': 'the number of values does not match the shape',
  'url-nesting': 'the nesting of the lists does not match the shape',
  'url-rows-differ': 'the inputs have different numbers of rows',
  'url-rows-none': 'there are no rows',
  'url-rows-many': 'there are too many rows',
  'url-value': 'a value has the wrong type',
  'url-range': 'a value is out of range',
  'url-field': 'a field other than the inputs does not follow the protocol',
  'url-label': 'the label is neither a name nor a number',
  'url-label-unknown': 'the label is not a class of this model',
})
