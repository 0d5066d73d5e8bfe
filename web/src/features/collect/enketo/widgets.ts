/** Of enketo-core's widgets, those that our forms need; the map of its geopicker and its drawing pads stay out of the bundle. */
import columns from 'enketo-core/src/widget/columns/columns';
import decimal from 'enketo-core/src/widget/number-input/decimal-input';
import files from 'enketo-core/src/widget/file/filepicker';
import integer from 'enketo-core/src/widget/number-input/integer-input';
import likert from 'enketo-core/src/widget/select-likert/likertitem';
import note from 'enketo-core/src/widget/note/notewidget';
import radio from 'enketo-core/src/widget/radio/radiopicker';
import textarea from 'enketo-core/src/widget/textarea/textarea';
import coarsePlace from './coarse_place';

export default [columns, decimal, files, integer, likert, note, radio, textarea, coarsePlace];
