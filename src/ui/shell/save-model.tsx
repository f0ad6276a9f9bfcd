/** @file SaveModel: saves the current weights as a model. Saving under an existing name creates the next version. */
import { type FormEvent, useState } from 'react'
import { modelsText } from '../../messages/en/shell/models'
import { projectModel } from '../../studio/operate/project-model'
import { Button } from '../kit/button'
import { useSelect, useStudio } from '../studio-context'
import styles from './dialogs.module.css'

const { save: text } = modelsText

interface Result {
  readonly tone: 'good' | 'bad'
  readonly sentence: string
}

/** The form for saving a model. */
export function SaveModel() {
  const studio = useStudio()
  // By default, save a new version of the model that this project saved last.
  const defaultName = useSelect((state) => projectModel(state)?.name ?? state.project.name)
  const isTrained = useSelect((state) => state.run.tag !== 'idle' || state.runs.length > 0)
  const models = useSelect((state) => state.models)
  const [name, setName] = useState<string>()
  const [result, setResult] = useState<Result>()
  const shown = name ?? defaultName
  const versions = models.filter((row) => row.name === shown.trim()).map(({ version }) => version)

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    studio.run('model.save', { name: shown }).then(
      (saved) => {
        setResult({ tone: 'good', sentence: text.done(saved as { name: string; version: number }) })
      },
      (error: unknown) => setResult({ tone: 'bad', sentence: error instanceof Error ? error.message : String(error) }),
    )
  }
  return (
    <form className={styles.save} onSubmit={onSubmit}>
      <label htmlFor="save-model-name">{text.name}</label>
      <input
        id="save-model-name"
        value={shown}
        maxLength={80}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" tone="primary" disabled={!isTrained || shown.trim() === ''}>
        {versions.length === 0 ? text.first : text.next({ version: Math.max(...versions) + 1 })}
      </Button>
      <p data-tone={result?.tone} role="status">
        {result?.sentence ?? (isTrained ? text.about : text.untrained)}
      </p>
    </form>
  )
}
