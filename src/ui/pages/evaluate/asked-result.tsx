/** @file useAskedResult: what a section computes only when asked, unless the evaluated set is small enough to be quick. */
import { type ReactNode, useState } from 'react'
import { errorMessage } from '../../../base/result'
import type { HeadEvaluation } from '../../../metrics/evaluation'
import { useIsTraining } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { Progress } from '../../kit/progress'
import { useSelect } from '../../studio-context'
import { useResult } from '../../kit/use-on-change'
import kit from '../../kit/kit.module.css'

interface AskedText {
  readonly ask: string
  readonly computing: string
  /** While a run is in progress. */
  readonly waiting: string
}

interface AskedResult<T> {
  readonly value: T | undefined
  readonly isAsked: boolean
  /** The button, the progress, or the reason why there is no value. */
  readonly status: ReactNode
}

/** The most examples that are compared without being asked, which takes less than about 2 seconds. */
const MOST_QUICK = 2000

/** Whether the evaluated set is small enough to compute something for all of its examples as soon as a tab is opened. */
export function useIsQuick(): boolean {
  return useSelect(({ metrics }) => metrics !== null && metrics.rows <= MOST_QUICK)
}

/** The work is asked for again after another evaluation, unless it is quick, and done again when a key changes. */
export function useAskedResult<T>(
  text: AskedText,
  evaluation: HeadEvaluation,
  work: () => Promise<T>,
  keys: readonly unknown[] = [],
  isQuick = false,
): AskedResult<T> {
  const isRunning = useIsTraining()
  const [asked, setAsked] = useState<HeadEvaluation>()
  const isAsked = (isQuick || asked === evaluation) && !isRunning
  const { value, error, isCurrent } = useResult([evaluation, isAsked, ...keys], () => (isAsked ? work() : undefined))
  if (isAsked)
    return {
      isAsked,
      value: isCurrent ? value : undefined,
      status: !isCurrent ? (
        <Progress label={text.computing} text={text.computing} />
      ) : (
        error !== undefined && <p className={kit.soft}>{errorMessage(error)}</p>
      ),
    }
  const button = (
    <Button size="small" onClick={() => setAsked(evaluation)}>
      {text.ask}
    </Button>
  )
  return { isAsked, value: undefined, status: isRunning ? <p className={kit.soft}>{text.waiting}</p> : button }
}
