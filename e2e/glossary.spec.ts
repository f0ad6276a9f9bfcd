/** @file The glossary in a browser: the word under the pointer, its number, the whole entry, and the way to its page. */
import { expect, test } from './fixture'

test('a term under the pointer is explained with the number of the project, and leads to its page', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('plan.set', { learningRate: 0.0123 })
  const word = page.getByText('Learning rate', { exact: true }).first()
  await expect
    .poll(async () => {
      await page.mouse.move(5, 5)
      const box = await word.boundingBox()
      if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
      return page
        .getByRole('dialog', { name: 'Learning rate' })
        .waitFor({ timeout: 2500 })
        .then(() => 'open')
        .catch(() => 'closed')
    })
    .toBe('open')
  const card = page.getByRole('dialog', { name: 'Learning rate' })
  await expect(card).toContainText('In your project: 0.0123')
  await card.getByRole('button', { name: 'More' }).click()
  const glossary = page.getByRole('dialog', { name: 'Glossary' })
  await expect(glossary.getByRole('article', { name: 'Learning rate' })).toContainText('Too high, and the loss jumps')
  await glossary.getByRole('combobox').fill('convolution')
  await page.keyboard.press('Enter')
  await expect(glossary.getByRole('article', { name: 'Convolution' }).locator('[aria-current="true"]')).toHaveCount(2)
  await glossary.getByRole('combobox').fill('overfit')
  await page.keyboard.press('Enter')
  await glossary.getByRole('button', { name: 'Open Train' }).click()
  await expect(page.getByRole('link', { name: 'Train', exact: true })).toHaveAttribute('aria-current', 'page')
})
