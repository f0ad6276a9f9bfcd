/** @file The Drills tab: the list of drills, the drill in progress or its result, and the postmortem. */
import { findDrill } from '../../../../gallery/drills'
import { drillsText as text } from '../../../../messages/en/operate/drills'
import { Progress } from '../../../kit/progress'
import { DrillList } from './drill-list'
import styles from './drills.module.css'
import { OpenDrill } from './current-drill'
import { ScoreCard } from './score-card'
import { useDrill } from './use-drill'
import { useEffect, useState } from 'react'
import { Button } from '../../../kit/button'
import { fileName, saveBytes } from '../../../shell/browser-files'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'

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
      <details className={styles.others}>
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
      setTrouble(error instanceof Error ? error.message : String(error))
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
    <section className={styles.card} aria-label={text.postmortem.title}>
      <h2>{text.postmortem.title}</h2>
      {shown === undefined ? (
        <>
          <p className={styles.soft}>{text.postmortem.about({ service })}</p>
          <Button size="small" onClick={() => void draft()}>
            {text.postmortem.write}
          </Button>
        </>
      ) : (
        <>
          <textarea
            aria-label={text.postmortem.text}
            className={styles.text}
            spellCheck
            value={shown}
            maxLength={40_000}
            onChange={({ target }) => setWritten(target.value)}
            onBlur={() => void save().catch((error: unknown) => setTrouble(String(error)))}
          />
          <div className={styles.buttons}>
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
      <p role="status" className={styles.soft}>
        {trouble}
      </p>
    </section>
  )
}
