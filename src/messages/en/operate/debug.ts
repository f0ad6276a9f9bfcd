/**
 * @file UI text for the debug dashboard: confusion matrix, slices, versions, features that stand out in failures, and
 * the list of requests.
 */
import { defineText } from '../../define'
import { count, precisePercent, plural, significant, oneDecimal, identifier } from '../../format'

export const debugText = defineText('operate/debug', {
  confusion: {
    label: 'Confusion matrix',
    title: 'Confusion matrix (labeled requests)',
    none: 'No labeled requests got a wrong prediction.',
    /** The tags stand for the class of the label and the predicted class. */
    mistake: '<actual/> predicted as <predicted/>',
    mistakeOf: (a: { actual: string; predicted: string }) => `${a.actual} predicted as ${a.predicted}`,
  },
  slices: { title: 'Slices, worst first', head: 'Slice', other: 'other' },
  versions: { title: 'Versions', head: 'Version' },
  heads: {
    requests: 'Requests',
    availability: 'Availability',
    labels: 'Labels',
    accuracy: 'Accuracy (95% interval)',
    error: 'Mean absolute error',
  },
  none: '–',
  features: {
    label: 'Features of failures',
    title: 'Inputs of recent failures',
    tooFew: (a: { failures: number; others: number }) =>
      `A comparison needs at least 10 failures and 10 other requests. Current counts: ${count(a.failures)} and ${count(a.others)}.`,
    wrong: (a: { failures: number; others: number }) =>
      `${plural(a.failures, { one: '# wrong or unanswered request', other: '# wrong or unanswered requests' })}, compared with ${plural(a.others, { one: '# other recent request', other: '# other recent requests' })}.`,
    furthestOff: (a: { failures: number; others: number }) =>
      `${plural(a.failures, { one: '# request with a large error or no prediction', other: '# requests with the largest errors or no prediction' })}, compared with ${plural(a.others, { one: '# other recent request', other: '# other recent requests' })}.`,
    unknownValue: 'unknown value',
    category: (a: { value: string; failures: number; others: number }) =>
      `${a.value}: ${precisePercent(a.failures)}, others ${precisePercent(a.others)}`,
    mean: (a: { failures: number; others: number; deviations: number }) =>
      `${significant(a.failures)}, others ${significant(a.others)} (${a.deviations > 0 ? '+' : ''}${oneDecimal(a.deviations)} SD)`,
  },
  requests: {
    title: 'Requests',
    which: 'Filter requests',
    wrong: 'Wrong (by label)',
    failed: 'Failed or not ready',
    refused: 'Invalid or rate limited',
    abstained: 'Abstained or fallback',
    disagrees: 'Shadow disagrees',
    leastSure: 'Lowest confidence',
    url: 'From the URL',
    load: 'From a load test',
    all: 'All, newest first',
    slice: 'Slice',
    allSlices: 'All slices',
    version: 'Version',
    allVersions: 'All versions',
    versionOf: (a: { model: string; version: number }) => `${a.model} v${a.version}`,
    other: 'other',
    noMatch: (a: { requests: number }) =>
      plural(a.requests, {
        one: 'The only request so far does not match the filters for this time range.',
        other: 'No matches in this time range among the latest # requests.',
      }),
    request: 'Request',
    time: 'Time',
    prediction: 'Prediction',
    confidence: 'Confidence',
    labelHead: 'Label',
    outcome: 'Outcome',
    cached: 'Cached',
    name: (a: { id: number }) => `Request ${identifier(a.id)}`,
    newest: 'Newest',
    older: 'Older',
    class: (a: { index: number }) => `class ${a.index}`,
    noPrediction: 'no prediction',
  },
})
