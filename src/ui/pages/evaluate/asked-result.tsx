/** @file useAskedResult: what a section computes only when asked, because it takes many predictions of the evaluated set. */
import { type ReactNode, useState } from 'react'
import { errorMessage } from '../../../base/result'
import type { HeadEvaluation } from '../../../metrics/evaluation'
import { useIsTraining } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { Progress } from '../../kit/progress'
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

/** The work is asked for again after another evaluation, and done again when a key changes. */
export function useAskedResult<T>(
  text: AskedText,
  evaluation: HeadEvaluation,
  work: () => Promise<T>,
  keys: readonly unknown[] = [],
): AskedResult<T> {
  const isRunning = useIsTraining()
  const [asked, setAsked] = useState<HeadEvaluation>()
  const isAsked = asked === evaluation && !isRunning
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
