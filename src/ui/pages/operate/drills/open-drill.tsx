/** @file OpenDrill: a drill while it is played: who you are, what you can do, what you did, and the end of it. */
import { useState } from 'react'
import type { Drill } from '../../../../gallery/drills/define-drill'
import { sloSentence } from '../../../../ops/slo'
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { Acts } from './actions-taken'
import { Brief } from './brief'
import { DrillClock } from './drill-clock'
import styles from './drills.module.css'
import { useDrill } from './use-drill'

export function OpenDrill({ drill }: { readonly drill: Drill }) {
  const run = useRun()
  const { tag } = useDrill()
  const isOver = useOperate(({ clock }) => clock.at >= drill.service.score.durationMs)
  const isScoring = tag === 'scoring'
  return (
    <div className={styles.drill}>
      <section className={styles.card} aria-label={drill.title}>
        <h2>{drill.title}</h2>
        <Brief text={drill.brief} />
        <p className={styles.soft}>
          Live, Incidents, Drift and Canary above show what comes, also while it plays; each incident has a runbook. Act
          here or there.
        </p>
        <h3>Promised</h3>
        <ul className={styles.plain}>
          {drill.service.slos.map((slo) => (
            <li key={slo.id}>{sloSentence(slo)}</li>
          ))}
        </ul>
        <Hints key={drill.id} hints={drill.hints} />
      </section>
      <section className={styles.card} aria-label="What you can do">
        <p className={styles.clock}>
          <DrillClock stands={isOver || isScoring} />
          <Button
            size="small"
            tone={isOver ? 'primary' : 'plain'}
            disabled={isScoring}
            title={isOver ? undefined : 'What is left of the score passes as fast as it can, with what you did so far'}
            onClick={() => run('drill.finish', { rest: true })}
          >
            {isOver ? 'Score it' : 'Skip to the end and score'}
          </Button>
        </p>
        <h3>What you can do</h3>
        <ul className={styles.actions}>
          {drill.actions.map(({ id, title, about }) => (
            <li key={id}>
              <Button size="small" disabled={isOver || isScoring} onClick={() => run('drill.do', { action: id })}>
                {title}
              </Button>
              <span>{about}</span>
            </li>
          ))}
        </ul>
        <p className={styles.soft}>
          Beside these all of the service is yours: settings, stages and wires, flags, canaries. Your result is a file
          that others can check. Requests that you send yourself, versions that are none of the drill’s own and another
          score are in no such file: with those there is a score alone.
        </p>
        <h3>What you did</h3>
        <Acts />
      </section>
    </div>
  )
}

function Hints({ hints }: { readonly hints: readonly string[] }) {
  const [shown, setShown] = useState(0)
  return (
    <>
      {shown > 0 && (
        <ol className={styles.plain} aria-label="Hints">
          {hints.slice(0, shown).map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ol>
      )}
      {shown < hints.length && (
        <Button size="small" tone="quiet" onClick={() => setShown(shown + 1)}>
          {shown === 0 ? 'A hint' : 'Another hint'}
        </Button>
      )}
    </>
  )
}
