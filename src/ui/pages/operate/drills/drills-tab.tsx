/** @file The Drills tab: the list of drills, the drill in progress or its result, and the postmortem. */
import { useEffect, useState } from 'react'
import { errorMessage } from '../../../../base/result'
import { findDrill } from '../../../../gallery/drills'
import type { Drill } from '../../../../gallery/drills/define-drill'
import { readRunbook } from '../../../../gallery/runbooks'
import { drillsText as text } from '../../../../messages/en/operate/drills'
import { sloSentence } from '../../../../ops/slo'
import { POSTMORTEM_ANNOTATION } from '../../../../studio/operate/alerts/alerts'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { fileName, saveBytes } from '../../../shell/browser-files'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'
import { useLog, useOperate } from '../use-operate'
import { DrillClock, DrillList, endedText, useDrill } from './drills'
import kit from '../../../kit/kit.module.css'
import styles from './drills.module.css'
import { ActionsTaken, ScoreCard } from './score-card'

export default function DrillsTab() {
  const state = useDrill()
  const drill = 'drill' in state ? findDrill(state.drill) : undefined
  if (!drill || state.tag === 'none' || state.tag === 'preparing')
    return (
      <div className={styles.page}>
        <DrillList />
        <Postmortem />
      </div>
    )
  return (
    <div className={styles.page}>
      {state.tag === 'scoring' && <Progress label={text.scoring} text={text.scoringStep({ step: state.what })} />}
      {state.tag === 'over' ? <ScoreCard drill={drill} over={state} /> : <OpenDrill drill={drill} />}
      <Postmortem />
      <details>
        <summary>{text.list.all}</summary>
        <DrillList />
      </details>
    </div>
  )
}

function Postmortem() {
  const studio = useStudio()
  const run = useRunCommand()
  const service = useOperate((state) => state.service)
  const log = useLog()
  const kept = useSelect(({ project }) => project.services?.find(({ name }) => name === service)?.postmortem)
  /** Text that the user has typed but not saved yet. */
  const [written, setWritten] = useState<string>()
  const [trouble, setTrouble] = useState('')
  const shown = written ?? kept
  useEffect(() => {
    setWritten(undefined)
    setTrouble('')
    // This device may store a postmortem from an earlier version of the app.
    if (service !== null) studio.run('postmortem.saved').catch(() => undefined)
  }, [studio, service])
  async function draft(): Promise<void> {
    try {
      await studio.run('postmortem.redraft')
      setTrouble('')
    } catch (error) {
      setTrouble(errorMessage(error))
    }
  }
  async function save(): Promise<void> {
    if (written === undefined) return
    await studio.run('postmortem.save', { text: written })
    setWritten((now) => (now === written ? undefined : now))
  }
  async function download(): Promise<void> {
    await save()
    const bytes = await studio.run('postmortem.export')
    saveBytes(fileName(text.postmortem.fileName({ service: service ?? '' }), 'md'), bytes, 'text/markdown')
  }
  if (service === null) return null
  return (
    <section className={`${kit.section} ${kit.stack} ${styles.card}`} aria-label={text.postmortem.title}>
      <h2>{text.postmortem.title}</h2>
      {shown === undefined ? (
        <>
          <p className={kit.soft}>{text.postmortem.about({ service })}</p>
          <Button size="small" onClick={() => void draft()}>
            {text.postmortem.write}
          </Button>
        </>
      ) : (
        <>
          {log && log.annotation(POSTMORTEM_ANNOTATION) === undefined && (
            <p className={kit.soft}>{text.postmortem.earlierRun}</p>
          )}
          <textarea
            aria-label={text.postmortem.text}
            className={styles.text}
            spellCheck
            value={shown}
            maxLength={40_000}
            onChange={({ target }) => setWritten(target.value)}
            onBlur={() => void save().catch((error: unknown) => setTrouble(String(error)))}
          />
          <div className={kit.wrap}>
            <Button size="small" icon="download" onClick={() => void download()}>
              {text.postmortem.download}
            </Button>
            <Button
              size="small"
              tone="quiet"
              title={text.postmortem.redraft.about}
              onClick={() => run('postmortem.redraft')}
            >
              {text.postmortem.redraft.label}
            </Button>
          </div>
        </>
      )}
      <p role="status" className={kit.soft}>
        {trouble}
      </p>
    </section>
  )
}

function OpenDrill({ drill }: { readonly drill: Drill }) {
  const run = useRunCommand()
  const { tag } = useDrill()
  const isOver = useOperate(({ clock }) => clock.at >= drill.service.scenario.durationMs)
  const isScoring = tag === 'scoring'
  return (
    <div className={kit.columns}>
      <section className={`${kit.section} ${kit.stack} ${styles.card}`} aria-label={drill.title}>
        <h2>{drill.title}</h2>
        <Brief text={drill.brief} />
        <p className={kit.soft}>
          {text.brief.length({ ms: drill.service.scenario.durationMs })} {text.brief.whereToLook}
        </p>
        <h3>{text.brief.objectives}</h3>
        <ul className={kit.bullets}>
          {drill.service.slos.map((slo) => (
            <li key={slo.id}>{sloSentence(slo)}</li>
          ))}
        </ul>
        <Hints key={drill.id} hints={drill.hints} />
      </section>
      <section className={`${kit.section} ${kit.stack} ${styles.card}`} aria-label={text.actions.title}>
        <p className={kit.wrap}>
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
        {(isOver || isScoring) && <p className={kit.soft}>{endedText(tag)}</p>}
        <ul className={styles.actions}>
          {drill.actions.map(({ id, title, about }) => (
            <li key={id}>
              <Button size="small" disabled={isOver || isScoring} onClick={() => run('drill.do', { action: id })}>
                {title}
              </Button>
              <span className={kit.soft}>{about}</span>
            </li>
          ))}
        </ul>
        <p className={kit.soft}>{text.actions.freedom}</p>
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
        <ol className={kit.steps} aria-label={text.hints.label}>
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
          <p key={line} className={`${kit.below} ${styles.item}`}>
            {parts}
          </p>
        ) : (
          <p className={kit.below} key={line}>
            {parts}
          </p>
        )
      })}
    </div>
  )
}
