/** @file OpenDrill: a drill in progress: its brief, available actions, actions taken, and a button that ends it. */
import { useState } from 'react'
import type { Drill } from '../../../../gallery/drills/define-drill'
import { drillsText as text } from '../../../../messages/en/operate/drills'
import { sloSentence } from '../../../../ops/slo'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { ActionsTaken } from './actions-taken'
import { DrillClock } from './drill-clock'
import styles from './drills.module.css'
import { useDrill } from './use-drill'
import { readRunbook } from '../../../../gallery/runbooks/runbook'

export function OpenDrill({ drill }: { readonly drill: Drill }) {
  const run = useRunCommand()
  const { tag } = useDrill()
  const isOver = useOperate(({ clock }) => clock.at >= drill.service.scenario.durationMs)
  const isScoring = tag === 'scoring'
  return (
    <div className={styles.drill}>
      <section className={styles.card} aria-label={drill.title}>
        <h2>{drill.title}</h2>
        <Brief text={drill.brief} />
        <p className={styles.soft}>{text.brief.whereToLook}</p>
        <h3>{text.brief.objectives}</h3>
        <ul className={styles.plain}>
          {drill.service.slos.map((slo) => (
            <li key={slo.id}>{sloSentence(slo)}</li>
          ))}
        </ul>
        <Hints key={drill.id} hints={drill.hints} />
      </section>
      <section className={styles.card} aria-label={text.actions.title}>
        <p className={styles.clock}>
          <DrillClock isOver={isOver || isScoring} />
          <Button
            size="small"
            tone={isOver ? 'primary' : 'plain'}
            disabled={isScoring}
            title={isOver ? undefined : text.skip.about}
            onClick={() => run('drill.finish', { rest: true })}
          >
            {isOver ? text.finish : text.skip.label}
          </Button>
        </p>
        <h3>{text.actions.title}</h3>
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
        <p className={styles.soft}>{text.actions.freedom}</p>
        <h3>{text.taken.title}</h3>
        <ActionsTaken />
      </section>
    </div>
  )
}

function Hints({ hints }: { readonly hints: readonly string[] }) {
  const [shown, setShown] = useState(0)
  return (
    <>
      {shown > 0 && (
        <ol className={styles.plain} aria-label={text.hints.label}>
          {hints.slice(0, shown).map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ol>
      )}
      {shown < hints.length && (
        <Button size="small" tone="quiet" onClick={() => setShown(shown + 1)}>
          {shown === 0 ? text.hints.first : text.hints.next}
        </Button>
      )}
    </>
  )
}

function Brief({ text }: { readonly text: string }) {
  const blocks = text.split('\n').filter((line) => line.trim() !== '')
  return (
    <div className={styles.brief}>
      {blocks.map((line) => {
        const isItem = line.startsWith('- ')
        const [block] = readRunbook(isItem ? line.slice(2) : line, {})
        const parts = block?.parts.map((part, i) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
          typeof part === 'string' ? <span key={i}>{part}</span> : <strong key={i}>{part.text}</strong>,
        )
        return isItem ? (
          <p key={line} className={styles.item}>
            {parts}
          </p>
        ) : (
          <p key={line}>{parts}</p>
        )
      })}
    </div>
  )
}
