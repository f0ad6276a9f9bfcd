/** @file useScore: the score of the open service, what is wrong with it, and its history, as the dock shows them. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { checkScore, type ScoreProblem } from '../../../../ops/scenario/check-scenario'
import { idleNotes } from '../../../../ops/scenario/check-idle'
import { DAY, type Score } from '../../../../ops/scenario/scenario'
import type { Workshop } from '../../../../studio/context'
import { historyKey, type ScoreHistory, scoreHistories } from '../../../../studio/operate/scenario-edits'
import { useSelect, useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { useScoreSubject } from './use-score-subject'

/** The score; a day in which nothing happens where there is none yet. */
export function useScore(): Score {
  const service = useOperate((state) => state.service)
  const score = useSelect(({ project }) => project.services?.find((one) => one.name === service)?.score)
  const seed = useSelect(({ project }) => project.plan.seed)
  return useMemo(() => score ?? { seed, durationMs: DAY, notes: [] }, [score, seed])
}

/** What is wrong with it. */
export function useScoreProblems(score: Score): readonly ScoreProblem[] {
  return useMemo(() => checkScore(score), [score])
}

/** What of it can do nothing to this service: told at the note, and no reason not to play. */
export function useIdleNotes(score: Score): readonly ScoreProblem[] {
  const subject = useScoreSubject()
  return useMemo(() => (subject ? idleNotes(score, subject) : NONE), [score, subject])
}

const NONE: readonly ScoreProblem[] = []

/** Its history; undefined before the first edit. */
export function useScoreHistory(): ScoreHistory | undefined {
  // The studio a page stands on is the whole workshop: its type only hides the insides.
  const studio = useStudio() as Workshop
  useOperate((state) => state.service)
  return useStore(scoreHistories(studio), (histories) => histories[historyKey(studio)])
}
