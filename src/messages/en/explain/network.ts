/**
 * @file Explanations of problems between a network and its data, and of advice: why they matter, and what people
 * usually do, keyed by code.
 */

export const network = {
  'unknown-column':
    'Inputs and outputs refer to columns of the data by name, and no column has this name. The dataset was probably changed after the network was built. Choose an existing column, or leave the choice to Netloom.',
  'column-no-target':
    'An output can predict a number, a class, an image, or text that is prepared as IDs. Times and series cannot be predicted. Convert the column to a category or a number first, or predict another column.',
  'column-is-target':
    'The network would see the answer that it is supposed to predict. Its accuracy would look perfect during training, but on new data the answer is missing. Use this column only for the output.',
  'columns-apart':
    'An input is one tensor. Columns can share an input if their shapes differ only on the last axis: for example, several single numbers, or several series of the same length. IDs of words or categories need a separate input with an Embedding layer.',
  'steps-not-here':
    'The code that prepares text, times, and similar columns loads shortly after the page, so that the page opens faster. Until then, Netloom does not know the shape of this input. If this message does not go away, reload the page.',
  'no-columns-left':
    'Every column is used by another input, is the target, or is excluded (see Data > Prepare). An input needs at least one column. Choose its columns yourself, or take some from another input.',
  'image-with-columns':
    'An image is a grid of pixels, and the other columns are single numbers, so they do not fit into one tensor. Use two inputs, one for the image and one for the numbers, and join the branches later with Concatenate.',
  'label-twice':
    'Inputs and outputs are identified by name. If two have the same name, neither Netloom nor an exported model can distinguish them. Rename one of them.',
  'input-shape':
    'A shape that you enter takes priority over the shape of the data, and the two do not match. The layers after the input were checked with the entered shape, but would get data of the other shape. Clear the shape to use the shape of the data.',
  'loss-missing':
    'The loss is the number that training minimizes, and each output needs its own loss. Choose a loss for this output in the training settings at the top.',
  'loss-misfit':
    'A loss measures one kind of prediction: class probabilities, yes or no, or a number. For any other kind its value has no meaning. Common choices are cross-entropy for classes, binary cross-entropy for two classes and for images, and squared or absolute error for numbers.',
  'smoothing-unused':
    'Label smoothing makes the target slightly less certain, such as 0.9 instead of 1 for the true class. Only losses that compare probabilities can use it. Here it has no effect.',
  'output-shape':
    'The loss compares the output with the label number by number, so both need the same shape. For classes or numbers, add Flatten before the last Dense layer, or global average pooling, which needs far fewer weights. For an image, upsampling must undo the shrinking by strides and pooling, so that the output is as large as the target image.',
  'output-units':
    'The last layer must output one number per class, or a single number for a quantity or a yes-or-no question. Only then can the result be compared with the correct answer. Change the number of units or filters of the last layer.',
  'activation-misfit':
    'Cross-entropy expects probabilities that add up to 1, which softmax produces. Sigmoid produces a separate probability for each class, and these do not have to add up to 1. If the network predicts a quantity, which can be any number, the last layer must be linear.',
  'all-frozen':
    'Frozen layers keep their weights, which is useful for layers of a model that is already trained. If all layers are frozen, no weight can change and the loss stays the same. Unfreeze at least the last layer with weights.',
  'advice-dropout-end':
    'During training, dropout sets some numbers, chosen at random, to 0 so that neurons cannot rely on each other. Right before the output, these numbers are the prediction itself, so the prediction would often be wrong. Put dropout between hidden layers, or delete it.',
  'advice-one-unit':
    'All layers after this one see a single number per example or per position. Everything learned before must fit into this one number, which rarely works. Autoencoders use narrow layers on purpose, but seldom as narrow as 1.',
  'advice-batch-of-one':
    'Batch norm subtracts the mean of a batch and divides by its standard deviation. With a batch of one, this is the mean of a single example, but predictions use the mean of many examples, so the two do not match. If each example is a single vector, the mean of each feature is the value itself, so the result is always 0 and nothing can be learned. Use batches of 16 or more, or layer norm, which works on each example separately.',
  'advice-equal-weights':
    'With identical weights, all units output the same. They can become different only if later layers have different weights, so that each unit gets a different gradient. With relu and weights of 0, the weights never change at all. Glorot is the usual choice, or He for relu.',
  'advice-start-weights':
    'He initializers use larger weights to make up for relu, which sets about half of its inputs to 0. With tanh or sigmoid, these weights are too large: many sums reach the flat part of the activation curve, which passes on almost no gradient. Glorot initializers are designed for these activations.',
  'advice-selu-start':
    'The constants of selu keep mean 0 and standard deviation 1 from layer to layer. This works only if the variance of the initial weights is 1 divided by the number of inputs, as with LeCun initializers. With other initializers the values drift, and selu has no advantage over elu.',
  'advice-softmax-scores':
    'A hinge loss requires the score of the true class to exceed the others by at least 1. Softmax and sigmoid keep scores between 0 and 1, so this margin is out of reach and the gradient fades. With a hinge loss, use a linear last layer.',
  'advice-softmax-twice':
    'Softmax turns scores into probabilities. A second softmax treats these probabilities as scores. They all lie between 0 and 1, so the result is nearly even: of ten classes, even the most likely one gets at most 0.23. The loss cannot become small, so remove one of the two.',
  'advice-no-gradient':
    'Weights learn from gradients, which are passed back from layer to layer. A layer that always outputs the same value, or that uses its inputs only as row numbers in a table (Embedding), has no gradient to pass on. Layers that feed only into it keep their initial weights.',
  'advice-plain-tensorflow':
    'Netloom has its own engines, which train several times faster than TensorFlow.js. They train a network as a whole or not at all, so a single layer that they do not support makes every step slower. The result is the same. Replace the layer if you can, or accept the longer training time.',
  'advice-many-parameters':
    'With thousands of weights per example, a network can memorize the examples instead of learning a general pattern. Most of these weights are usually in a Dense layer after Flatten: add a pooling layer before Flatten, or use fewer units. To reduce the risk without making the network smaller, use dropout, an L2 penalty, or early stopping.',
  'advice-learning-rate':
    'The learning rate scales every step, and each optimizer has a usual value that works for most networks. A value a thousand times as large overshoots, so the loss grows or becomes NaN. Start with the usual value, then try values three times larger and three times smaller.',
} as const
