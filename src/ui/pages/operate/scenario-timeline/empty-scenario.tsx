/**
 * @file EmptyScenario: shown while the scenario is empty; offers to add typical traffic with one click or to load a
 * ready-made scenario.
 */
import { scenarioPresets } from '../../../../gallery/scenarios'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { Button } from '../../../kit/button'
import { Menu } from '../../../kit/menu'
import { useRunCommand } from '../../../studio-context'
import styles from './scenario-dock.module.css'

const [usual, ...others] = scenarioPresets

/** A panel that covers the tracks while the scenario is empty. */
export function EmptyScenario() {
  const run = useRunCommand()
  return (
    <div className={styles.none}>
      <p>{text.empty.body}</p>
      {usual && (
        <Button
          tone="primary"
          size="small"
          title={usual.about}
          onClick={() => run('scenario.preset', { preset: usual.id })}
        >
          {usual.title}
        </Button>
      )}
      <Menu
        trigger={<Button size="small">{text.empty.startWith}</Button>}
        items={others.map(({ id, title, about }) => ({
          title,
          about,
          onSelect: () => run('scenario.preset', { preset: id }),
        }))}
      />
    </div>
  )
}
