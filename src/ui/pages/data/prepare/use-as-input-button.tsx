/** @file UseAsInput: a button that makes the network read a column that is not yet an input. */
import { prepareText } from '../../../../messages/en/data/prepare'
import { Button } from '../../../kit/button'
import { UnlessHidden } from '../../../shell/unless-hidden'
import { useRunCommand, useSelect } from '../../../studio-context'
import { schemaOf } from '../../../../studio/network/network-canvas-subject'
import styles from './prepare.module.css'

const text = prepareText.unused

/** Explains why the column is not used, and offers the button. */
export function UseAsInput({ column }: { readonly column: string }) {
  const run = useRunCommand()
  const isExcluded = useSelect((state) => schemaOf(state)?.ignore.includes(column) === true)
  return (
    <>
      <p className={styles.words}>{isExcluded ? text.excluded : text.plain}</p>
      <UnlessHidden command="data.input">
        <div>
          <Button size="small" title={text.tip} onClick={() => run('data.input', { column })}>
            {text.use}
          </Button>
        </div>
      </UnlessHidden>
    </>
  )
}
