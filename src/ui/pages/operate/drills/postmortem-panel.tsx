/** @file Postmortem: drafted from the log of the open service, completed by the person, kept with the service, taken away as Markdown. */
import { useEffect, useState } from 'react'
import { Button } from '../../../kit/button'
import { fileName, saveBytes } from '../../../shell/files'
import { useRun, useSelect, useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import styles from './drills.module.css'

export function Postmortem() {
  const studio = useStudio()
  const run = useRun()
  const service = useOperate((state) => state.service)
  const kept = useSelect(({ project }) => project.services?.find(({ name }) => name === service)?.postmortem)
  /** While somebody writes. */
  const [written, setWritten] = useState<string>()
  const [trouble, setTrouble] = useState('')
  const text = written ?? kept
  useEffect(() => {
    setWritten(undefined)
    setTrouble('')
    // One of before may lie on this device.
    if (service !== null) studio.run('postmortem.saved').catch(() => undefined)
  }, [studio, service])
  async function begin(): Promise<void> {
    try {
      await studio.run('postmortem.redraft')
      setTrouble('')
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error))
    }
  }
  async function keep(): Promise<void> {
    if (written === undefined) return
    await studio.run('postmortem.save', { text: written })
    setWritten((now) => (now === written ? undefined : now))
  }
  async function take(): Promise<void> {
    await keep()
    const bytes = (await studio.run('postmortem.export')) as Uint8Array<ArrayBuffer>
    saveBytes(fileName(`${service} postmortem`, 'md'), bytes, 'text/markdown')
  }
  if (service === null) return null
  return (
    <section className={styles.card} aria-label="Postmortem">
      <h2>Postmortem</h2>
      {text === undefined ? (
        <>
          <p className={styles.soft}>
            What happened when, who was harmed and what was detected by what, drafted from the log of {service}. Causes
            and actions are yours to write.
          </p>
          <Button size="small" onClick={() => void begin()}>
            Write one
          </Button>
        </>
      ) : (
        <>
          <textarea
            aria-label="Postmortem, Markdown"
            className={styles.text}
            spellCheck
            value={text}
            maxLength={40_000}
            onChange={({ target }) => setWritten(target.value)}
            onBlur={() => void keep().catch((error: unknown) => setTrouble(String(error)))}
          />
          <div className={styles.buttons}>
            <Button size="small" icon="download" onClick={() => void take()}>
              Markdown
            </Button>
            <Button
              size="small"
              tone="quiet"
              title="What you wrote is replaced by what the log says now"
              onClick={() => run('postmortem.redraft')}
            >
              Draft it anew
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
