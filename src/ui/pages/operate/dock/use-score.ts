/** @file useScore: the scenario of the open service, its problems, and its history, as the dock shows them. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { checkScore, type ScoreProblem } from '../../../../ops/scenario/check-scenario'
import { idleNotes } from '../../../../ops/scenario/check-idle'
import { DAY, type Score } from '../../../../ops/scenario/scenario'
import type { AppContext } from '../../../../studio/context'
import { historyKey, type ScoreHistory, scoreHistories } from '../../../../studio/operate/scenario-edits'
import { useSelect, useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { useScoreSubject } from './use-score-subject'

/** The scenario; an empty day where there is none yet. */
export function useScore(): Score {
  const service = useOperate((state) => state.service)
  const score = useSelect(({ project }) => project.services?.find((one) => one.name === service)?.score)
  const seed = useSelect(({ project }) => project.plan.seed)
  return useMemo(() => score ?? { seed, durationMs: DAY, notes: [] }, [score, seed])
}

/** The problems of a scenario. */
export function useScoreProblems(score: Score): readonly ScoreProblem[] {
  return useMemo(() => checkScore(score), [score])
}

/** Events that have no effect in this service. They are marked, and do not keep the scenario from playing. */
export function useIdleNotes(score: Score): readonly ScoreProblem[] {
  const subject = useScoreSubject()
  return useMemo(() => (subject ? idleNotes(score, subject) : NONE), [score, subject])
}

const NONE: readonly ScoreProblem[] = []

/** The history of the scenario; undefined before the first edit. */
export function useScoreHistory(): ScoreHistory | undefined {
  // The studio of a page is the whole workshop. Its type hides what pages should not use.
  const studio = useStudio() as AppContext
  useOperate((state) => state.service)
  return useStore(scoreHistories(studio), (histories) => histories[historyKey(studio)])
}
