/** @file DrillList: the drills there are, each with the best score so far on this device. Each opens in a project of its own. */
import { useEffect, useState } from 'react'
import { drills } from '../../../../gallery/drills'
import type { Workshop } from '../../../../studio/context'
import { bestScore } from '../../../../studio/operate/drill-session'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { useRun, useStudio } from '../../../studio-context'
import styles from './drills.module.css'
import { useDrill } from './use-drill'

/** The list; beginning one leaves the open project as it is. */
export function DrillList() {
  const run = useRun()
  const best = useBest()
  const state = useDrill()
  const preparing = state.tag === 'preparing' ? state : undefined
  const isBusy = preparing !== undefined || state.tag === 'scoring'
  return (
    <ul className={styles.list} aria-label="Drills">
      {drills.map(({ id, title, about }) => (
        <li key={id}>
          <div>
            <h3>{title}</h3>
            <p>{about}</p>
          </div>
          <span className={styles.best}>{best[id] === undefined ? 'not played yet' : `best ${best[id]} of 100`}</span>
          {preparing?.drill === id ? (
            <Progress label={title} share={preparing.share} words={`${preparing.what}…`} />
          ) : (
            <Button
              size="small"
              icon="play"
              disabled={isBusy}
              aria-label={`Begin: ${title}`}
              onClick={() => run('drill.start', { id })}
            >
              {best[id] === undefined ? 'Begin' : 'Again'}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function useBest(): Readonly<Record<string, number>> {
  const studio = useStudio() as Workshop
  const { tag } = useDrill()
  const [best, setBest] = useState<Readonly<Record<string, number>>>({})
  // What was played last may be the best.
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew when a drill is over
  useEffect(() => {
    let here = true
    void Promise.all(drills.map(async (drill) => [drill.id, (await bestScore(studio, drill))?.score] as const)).then(
      (all) =>
        here && setBest(Object.fromEntries(all.flatMap(([id, score]) => (score === undefined ? [] : [[id, score]])))),
    )
    return () => {
      here = false
    }
  }, [studio, tag])
  return best
}
