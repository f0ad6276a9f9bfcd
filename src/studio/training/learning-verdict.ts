/**
 * @file learningVerdict: whether a finished run learned nothing, judged by its accuracy, its probabilities, and its loss;
 * and whether its accuracy hides what it learned.
 */
import { log } from '../../base/exact-math'
import { insightText } from '../../messages/en/train/insight'
import { type OnlyClass, onlyClassOf } from '../../metrics/class-report'
import type { ClassesEvaluation, Evaluation } from '../../metrics/evaluation'
import { isImbalanced } from '../../metrics/imbalance'
import { type ValueWithInterval, wilson } from '../../metrics/intervals'
import type { RunRecord } from '../../storage/records'

export type LearningVerdict =
  /** All evaluated examples have one class, so no accuracy says anything. */
  | ({ readonly why: 'one-class'; readonly split: Evaluation['split'] } & OnlyClass)
  /** The accuracy is that of always predicting the most frequent class, and the probabilities are no better. */
  | ({ readonly why: 'guesses' } & Guess)
  /** The training loss is still that of the start, and no accuracy is better than guessing. */
  | { readonly why: 'loss-still'; readonly first: number; readonly last: number }

/** An accuracy that guessing has, too; of a run with class weights, the mean recall. */
interface Guess {
  readonly accuracy: number
  readonly guess: number
  readonly label: string
  readonly examples: number
  readonly isBalanced: boolean
}

/** What the probabilities say in spite of the accuracy: the losses, if the log loss is clearly lower, and the AUC. */
export interface HiddenLearning extends Guess {
  readonly losses?: { readonly own: number; readonly base: number }
  readonly auc?: ValueWithInterval
}

const MIN_EXAMPLES = 10
/** The loss has moved if it is below this share of the loss of the first steps. */
const MOVED = 0.98
/** Number of first losses to average, because single batches differ. */
const FIRST = 3

type JudgedRun = Pick<RunRecord, 'tag' | 'metrics' | 'history' | 'curve' | 'from'> & Partial<Pick<RunRecord, 'content'>>

/** The verdict; undefined if the run learned something, is not over, or continues an earlier run. */
export function learningVerdict(run: JudgedRun): LearningVerdict | undefined {
  if (run.tag !== 'done') return undefined
  const head = onlyClasses(run)
  const only = head && onlyClassOf(head)
  if (run.metrics && only) return { why: 'one-class', split: run.metrics.split, ...only } // not text: ids
  const guess = head && !isInformative(head) && guessOf(head, run)
  if (guess) return { why: 'guesses', ...guess } // not text: ids
  return run.from || (head && beatsGuessing(head)) ? undefined : lossIsStill(run)
}

/** The status of a run, with its verdict if it learned nothing. */
export function statusWithVerdict(run: JudgedRun, status: string): string {
  const verdict = learningVerdict(run)
  return verdict ? insightText.status({ status, why: verdict.why }) : status
}

/** Whether the accuracy is better than always predicting the most frequent class, at 95% confidence. */
function beatsGuessing(head: ClassesEvaluation): boolean {
  const supports = supportsOf(head)
  const examples = supports.reduce((sum, count) => sum + count, 0)
  const right = head.confusion.reduce((sum, row, i) => sum + (row[i] ?? 0), 0)
  return wilson(right / examples, examples).low > Math.max(...supports) / examples
}

/**
 * What a finished run on imbalanced classes has learned although its accuracy is no better than always predicting the
 * most frequent class; undefined if its accuracy shows it.
 */
export function hiddenByAccuracy(run: JudgedRun): HiddenLearning | undefined {
  const head = run.tag === 'done' ? onlyClasses(run) : undefined
  if (!head?.overBaseRates || !isImbalanced(supportsOf(head)) || !isInformative(head)) return undefined
  const guess = guessOf(head, run)
  if (!guess || guess.isBalanced) return undefined
  const { baseLoss, gain, rocAuc: auc } = head.overBaseRates
  const losses = gain.low > 0 ? { losses: { own: baseLoss - gain.value, base: baseLoss } } : {}
  return { ...guess, ...losses, ...(auc && { auc }) }
}

function onlyClasses({ metrics }: JudgedRun): ClassesEvaluation | undefined {
  const [head, ...others] = metrics?.heads ?? []
  return head?.kind === 'classes' && others.length === 0 ? head : undefined
}

/** Whether the probabilities say more about the classes than their shares do, at 95% confidence. */
function isInformative(head: ClassesEvaluation): boolean {
  const { overBaseRates } = head
  if (overBaseRates) return overBaseRates.gain.low > 0 || (overBaseRates.rocAuc?.low ?? 0) > 0.5
  // Earlier versions stored only the loss, which may be another than the log loss. Only a clear difference counts.
  const supports = supportsOf(head)
  const all = supports.reduce((sum, support) => sum + support, 0)
  const entropy = supports.reduce((sum, support) => sum - (support > 0 ? (support / all) * log(support / all) : 0), 0)
  return head.loss < MOVED * entropy
}

function supportsOf({ confusion }: ClassesEvaluation): readonly number[] {
  return confusion.map((row) => row.reduce((sum, count) => sum + count, 0))
}

function guessOf(head: ClassesEvaluation, { content }: JudgedRun): Guess | undefined {
  const { confusion, perClass } = head
  const supports = supportsOf(head)
  const examples = supports.reduce((sum, count) => sum + count, 0)
  const most = Math.max(...supports)
  const right = confusion.map((row, i) => row[i] ?? 0)
  const accuracy = right.reduce((sum, count) => sum + count, 0) / examples
  const guess = most / examples
  if (!(examples >= MIN_EXAMPLES) || guess === 1) return undefined
  // With few examples, the interval of a good accuracy also contains that of guessing.
  if (wilson(accuracy, examples).low > guess || accuracy > (1 + guess) / 2) return undefined
  // A network that finds the rare classes has learned, even if its accuracy is below that of guessing.
  const recalls = right.flatMap((count, i) => (supports[i] ? [count / supports[i]] : []))
  const recall = recalls.reduce((sum, one) => sum + one, 0) / recalls.length
  if (wilson(recall, examples).low > 1 / recalls.length) return undefined
  const label = perClass[supports.indexOf(most)]?.label ?? ''
  // A run that balances the classes may be less accurate than guessing and still learn, so its accuracy is no measure.
  const isBalanced = (content?.plan.classWeights ?? content?.plan.balance?.sampling) !== undefined
  return isBalanced
    ? { accuracy: recall, guess: 1 / recalls.length, label, examples, isBalanced }
    : { accuracy, guess, label, examples, isBalanced }
}

function lossIsStill({ history, curve }: Pick<RunRecord, 'history' | 'curve'>): LearningVerdict | undefined {
  const start = curve?.losses.slice(0, FIRST) ?? []
  const first = start.reduce((sum, loss) => sum + loss, 0) / start.length
  const last = history.at(-1)?.loss
  if (last === undefined || !(first > 0) || !(last >= MOVED * first)) return undefined
  return { why: 'loss-still', first, last } // not text: ids
}
