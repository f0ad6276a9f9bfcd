/** @file SaveModel: keeps the weights as they are now under a name; a name that is there gets its next version. */
import { type FormEvent, useState } from 'react'
import { ownModel } from '../../studio/operate/own-model'
import { Button } from '../kit/button'
import { useSelect, useStudio } from '../studio-context'
import styles from './dialogs.module.css'

/** The form that saves. */
export function SaveModel() {
  const studio = useStudio()
  // What was saved of this project before gets its next version.
  const usual = useSelect((state) => ownModel(state)?.name ?? state.project.name)
  const trained = useSelect((state) => state.run.tag !== 'idle' || state.runs.length > 0)
  const models = useSelect((state) => state.models)
  const [name, setName] = useState<string>()
  const [said, setSaid] = useState<{ readonly tone: 'good' | 'bad'; readonly text: string }>()
  const shown = name ?? usual
  const versions = models.filter((row) => row.name === shown.trim()).map(({ version }) => version)

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    studio.run('model.save', { name: shown }).then(
      (kept) => {
        const { name: as, version } = kept as { name: string; version: number }
        setSaid({ tone: 'good', text: `Kept as "${as}", version ${version}.` })
      },
      (error: unknown) => setSaid({ tone: 'bad', text: error instanceof Error ? error.message : String(error) }),
    )
  }
  return (
    <form className={styles.save} onSubmit={onSubmit}>
      <label htmlFor="save-model-name">Name</label>
      <input
        id="save-model-name"
        value={shown}
        maxLength={80}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" tone="primary" disabled={!trained || shown.trim() === ''}>
        {versions.length === 0 ? 'Save the model' : `Save as version ${Math.max(...versions) + 1}`}
      </Button>
      <p data-tone={said?.tone} role="status">
        {said?.text ??
          (trained ? 'Saves the weights as they are now.' : 'Nothing has been trained yet. Press Train first.')}
      </p>
    </form>
  )
}
