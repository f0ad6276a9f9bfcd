/** @file ExamplesDialog: the gallery as cards; each opens as a new project of the user's own. */
import { lessons, templates } from '../../gallery'
import { Dialog } from '../kit/dialog'
import { useRun } from '../studio-context'
import styles from './dialogs.module.css'
import { useOpenDialog } from './dialogs-context'

/** New from an example. */
export function ExamplesDialog() {
  const open = useOpenDialog()
  return (
    <Dialog open width="wide" title="New from an example" onClose={() => open(null)}>
      <Examples />
    </Dialog>
  )
}

/** The cards of the gallery. */
export function Examples() {
  const open = useOpenDialog()
  const run = useRun()
  return (
    <ul className={styles.cards}>
      {[...templates, ...lessons].map((template) => (
        <li key={template.id}>
          <button
            type="button"
            className={styles.card}
            onClick={() => {
              open(null)
              run('project.new', { template: template.id })
            }}
          >
            <b>{template.title}</b>
            <span>{template.about}</span>
            {/* What a lesson's solution reaches is for its learners to find. */}
            {template.reaches !== '' && !template.content.lesson && <small>Reached: {template.reaches}.</small>}
          </button>
        </li>
      ))}
    </ul>
  )
}
