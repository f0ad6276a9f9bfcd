/** @file UseAsInput: a column that no input reads goes into the drawing by a press, and words that say what that does. */
import { Button } from '../../../kit/button'
import { Shown } from '../../../shell/lesson-shown'
import { useRun, useSelect } from '../../../studio-context'
import { schemaOf } from '../../../../studio/network-subject'
import styles from './prepare.module.css'

/** The button and its words. */
export function UseAsInput({ column }: { readonly column: string }) {
  const run = useRun()
  const aside = useSelect((state) => schemaOf(state)?.ignore.includes(column) === true)
  return (
    <>
      <p className={styles.words}>
        No input of the drawing reads it{aside ? '; the set has it set aside, which can be overruled' : ''}.
      </p>
      <Shown command="data.input">
        <div>
          <Button
            size="small"
            title="Beside what an input reads already, or by an input and layers of its own; Undo takes it back"
            onClick={() => run('data.input', { column })}
          >
            Use as input
          </Button>
        </div>
      </Shown>
    </>
  )
}
