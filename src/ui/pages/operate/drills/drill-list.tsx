/**
 * @file DrillList: all drills, each with the best score achieved on this device. Each drill opens as a separate
 * project.
 */
import { useState } from 'react'
import { drills } from '../../../../gallery/drills'
import { drillsText as text } from '../../../../messages/en/operate/drills'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { useOnChange } from '../../../kit/use-on-change'
import { useRunCommand, useStudio } from '../../../studio-context'
import styles from './drills.module.css'
import { useDrill } from './use-drill'

/** The list of drills. Starting a drill leaves the open project unchanged. */
export function DrillList() {
  const run = useRunCommand()
  const best = useBest()
  const state = useDrill()
  const preparing = state.tag === 'preparing' ? state : undefined
  const isBusy = preparing !== undefined || state.tag === 'scoring'
  return (
    <ul className={styles.list} aria-label={text.list.label}>
      {drills.map(({ id, title, about }) => (
        <li key={id}>
          <div>
            <h3>{title}</h3>
            <p>{about}</p>
          </div>
          <span className={styles.best}>
            {best[id] === undefined ? text.list.notPlayed : text.list.best({ score: best[id] })}
          </span>
          {preparing?.drill === id ? (
            <Progress label={title} share={preparing.share} text={text.list.preparing({ step: preparing.what })} />
          ) : (
            <Button
              size="small"
              icon="play"
              disabled={isBusy}
              aria-label={text.list.startNamed({ title })}
              onClick={() => run('drill.start', { id })}
            >
              {best[id] === undefined ? text.list.start : text.list.startAgain}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function useBest(): Readonly<Record<string, number>> {
  const studio = useStudio()
  const { tag } = useDrill()
  const [best, setBest] = useState<Readonly<Record<string, number>>>({})
  // The drill that just ended may have set a new best score.
  // Read again when a drill is over.
  useOnChange([studio, tag], () => {
    let here = true
    void studio
      .run('drill.list')
      .then(
        (all) =>
          here &&
          setBest(Object.fromEntries(all.flatMap(({ id, best: score }) => (score === null ? [] : [[id, score]])))),
      )
    return () => {
      here = false
    }
  })
  return best
}
