/** @file Why problems with the preparation steps of a column matter, and what people usually do, by code. */

export const prepare = {
  'prepare-list':
    'Each column goes through its steps one after another, so they are a list, each with its kind and its parameters. Most columns need only a few. Remove the entry to go back to the default steps.',
  'prepare-column':
    'The training settings have steps for a column that the dataset does not have. Usually the dataset was changed, or the column was renamed. The steps are kept, but have no effect until there is such a column.',
  'prepare-kind':
    'A step of this column is not in the catalog, or does not fit the type of the column at that point. Often it is a spelling mistake. Choose one of the listed steps.',
  'prepare-takes':
    'Each step takes the output of the step before it. Scaling needs numbers, one-hot needs a category, a vocabulary needs texts. Move the step, or add one before it that produces the right type.',
  'prepare-ends':
    'A network computes with numbers, so the last step of a column must produce some. Use one-hot or an index for a category, words or characters as ids for a text, and the parts of a time.',
  'prepare-large':
    'Every example of the dataset would need that many numbers. A browser does not have the memory for them. Choose fewer buckets, words or pixels.',
  'prepare-window-twice':
    'A window turns the rows before each row into a series. After that, the column no longer has one value per row, so a second window cannot work. Keep one window and choose its length.',
  'prepare-no-order':
    'A window needs to know which row comes before which. A column with a time, or a number that grows with it, defines that order. Choose such a column, or use the window that takes rows in their stored order.',
  'prepare-order-column':
    'A window in time collects the rows before each row. One column says when each row happened; if there are several series, another column says which series it belongs to. The column named here does not exist or has the wrong type. Choose one of those listed.',
  'prepare-window-split':
    'A window contains values of other rows. In a random split, training windows would contain values of test rows, and the metrics would look better than they are. Split in time, so that everything before a training row is in training too, or by group, so that no window crosses into another set.',
  'prepare-answer':
    'A network predicts a text one position at a time: a symbol of the vocabulary at each position, and a special one where the text ends. So the text must become ids of characters or words, with padding after its end. Other steps produce numbers that cannot be turned back into text.',
  'prepare-number-answer':
    'The network predicts the prepared number, and its predictions are converted back to the original unit. So every step must be reversible: scaling and the signed logarithm are. Filling in, clipping and bins map several values to one, and a plain logarithm maps everything below 0 to 0. Remove the step, or choose the signed form.',
  'prepare-fitted':
    'The numbers that a step computes from the training set are saved with the model, and their length and range follow from its parameters. Here they do not match, so the file was changed or damaged. Export the model again.',
  'prepare-fill-category':
    'A category has names, and names have no mean or median. Fill missing values with the most frequent one, or with one that you choose. You can also leave them missing: in one-hot form they are all zeros.',
  'prepare-flag-number':
    'The flag is a second number that marks one value as missing. An array has many values, and each can be missing on its own. Fill them in without the flag.',
  'prepare-order':
    'An ordered category becomes the position of its value in a list. This list contains a name that is not a value of the column, so its position would never be used. Spell it as in the data.',
  'prepare-no-part':
    'A time column becomes one number per selected part. With no parts selected, the network would get no input from it. Select the parts that could matter, such as the hour or the day of the year.',
  'prepare-crop':
    'The crop extends past the edge of the images. Choose a smaller crop, or move its corner. A Resize step before it makes the images larger.',
  'prepare-too-short':
    'A difference compares two values of a series that are this many steps apart. The series is not longer than that, so there is no such pair. Choose a longer window, or fewer steps.',
} as const
