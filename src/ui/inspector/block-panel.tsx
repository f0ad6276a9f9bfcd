/**
 * @file BlockPanel: the panel of a node that uses a block: the block's name, parameters and repetitions, and commands
 * for the block.
 */
import { inspectorText } from '../../messages/en/inspector'
import { blockOf, specsOf, usesOf } from '../../graph/block'
import type { Diagnostic } from '../../graph/diagnostic'
import type { DrawnNode } from '../../graph/drawing'
import { placeOf } from '../../studio/inner-canvas-board'
import { shownDrawing, shownReport } from '../../studio/block-levels'
import { ProblemView } from '../canvas/problem-callout'
import { toneOf } from '../canvas/selectors'
import { Button } from '../kit/button'
import { Icon } from '../kit/icon'
import { LibraryStatus } from '../pages/build/blocks/library-status'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { DeleteButton, NameField } from './lockable-node-fields'
import { InputsList } from './inputs-list'
import styles from './inspector.module.css'
import { ParamForm } from './param-form'

const text = inspectorText.block

interface BlockPanelProps {
  readonly node: DrawnNode
  readonly problems: readonly Diagnostic[]
}

/** The panel for a node that uses a block. */
export function BlockPanel({ node, problems }: BlockPanelProps) {
  const run = useRunCommand()
  const { id } = node
  const block = useSelect((state) => blockOf(shownDrawing(state), node))
  const uses = useSelect((state) => (block ? usesOf(state.project.drawing, block.id).length : 0))
  const canOpen = useStudio().within !== undefined
  const open = useSelect((state) => state.canvas.opened?.includes(placeOf(state, id)) ?? false)
  const parameters = useSelect((state) => shownReport(state).parameters.get(id))
  return (
    <div data-node={id}>
      <h3 className={styles.head}>
        <Icon name="model" size={12} />
        {block ? text.titleNamed({ block: block.name }) : text.title}
      </h3>
      <NameField node={node} />
      {block && (
        <>
          <ParamForm node={node} params={specsOf(block)} />
          <div className={styles.ways}>
            <UnlessHidden command="block.enter">
              <Button size="small" onClick={() => run('block.enter', { node: id })}>
                {text.enter}
              </Button>
            </UnlessHidden>
            {canOpen && (
              <UnlessHidden command="block.open">
                <Button size="small" onClick={() => run('block.open', { node: id })}>
                  {open ? text.close : text.open}
                </Button>
              </UnlessHidden>
            )}
            <UnlessHidden command="block.unfold">
              <Button size="small" onClick={() => run('block.unfold', { node: id })}>
                {text.ungroup}
              </Button>
            </UnlessHidden>
          </div>
        </>
      )}
      {problems.length > 0 && (
        <section className={styles.problems} data-tone={toneOf(problems)} aria-label={inspectorText.problems}>
          {problems.map((problem) => (
            <ProblemView
              key={`${problem.problem.code} ${problem.wire ?? ''} ${problem.inside?.node ?? ''}`}
              node={id}
              problem={problem}
            />
          ))}
        </section>
      )}
      {block && (
        <>
          {block.summary && <p className={styles.words}>{block.summary}</p>}
          <p className={styles.words}>{sizeText(parameters, uses)}</p>
          <UnlessHidden command="library.save">
            <LibraryStatus block={block} />
          </UnlessHidden>
          <InputsList node={node} def={MANY_INPUTS} />
        </>
      )}
      <DeleteButton node={node} />
    </div>
  )
}

const MANY_INPUTS = { inputs: 'many' } as const

function sizeText(parameters: number | undefined, uses: number): string {
  if (parameters === undefined) return uses > 1 ? text.uses({ uses }) : ''
  return uses > 1 ? text.parametersAndUses({ parameters, uses }) : text.parameters({ parameters })
}
