import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.QuestionDef;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.data.DateData;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.GeoPointData;
import org.javarosa.core.model.instance.FormInstance;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

/** Opens each form that it is given with the engine of ODK Collect, fills it to its end in Hindi, and says what it made of it. */
public class OpenForms {
  public static void main(String[] paths) throws Exception {
    PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
    PrototypeManager.registerPrototypes(org.javarosa.core.model.CoreModelModule.classNames);
    new XFormsModule().registerModule();
    Lists.register();
    for (String path : paths) fill(path);
  }

  private static void fill(String path) throws Exception {
    FormDef form = XFormUtils.getFormFromFormXml(new File(path).getAbsolutePath(), null);
    form.initialize(true, new org.javarosa.core.model.instance.InstanceInitializationFactory());
    if (form.getLocalizer() != null) form.getLocalizer().setLocale("hi");
    FormEntryModel model = new FormEntryModel(form);
    FormEntryController controller = new FormEntryController(model);
    int asked = 0;
    int answered = 0;
    for (int steps = 0; steps < 2000; ++steps) {
      int event = controller.stepToNextEvent();
      if (event == FormEntryController.EVENT_END_OF_FORM) {
        // The text of what is sent.
        byte[] sent = new XFormSerializingVisitor().serializeInstance(form.getInstance());
        System.out.println(new File(path).getName() + "\tasked " + asked + "\tanswered " + answered);
        if (System.getenv("SHOW") != null) System.out.println(new String(sent, "UTF-8"));
        return;
      }
      if (event != FormEntryController.EVENT_QUESTION) continue;
      FormEntryPrompt prompt = model.getQuestionPrompt();
      ++asked;
      if (prompt.getLongText() == null || prompt.getLongText().isEmpty()) throw new Exception(path + ": no Hindi words at " + prompt.getIndex().getReference());
      if (prompt.isReadOnly()) continue;
      boolean taken = false;
      for (IAnswerData answer : answers(prompt)) {
        if (controller.answerQuestion(answer, true) == FormEntryController.ANSWER_OK) {
          taken = true;
          ++answered;
          break;
        }
      }
      if (!taken) throw new Exception(path + ": no answer is taken at " + prompt.getIndex().getReference());
    }
    throw new Exception(path + ": has no end");
  }

  private static List<IAnswerData> answers(FormEntryPrompt prompt) {
    List<IAnswerData> answers = new ArrayList<>();
    List<SelectChoice> choices = prompt.getSelectChoices();
    if (choices != null && !choices.isEmpty()) {
      for (SelectChoice choice : choices) {
        if (prompt.getSelectItemText(choice.selection()).isEmpty()) throw new RuntimeException("a choice without words");
        if (prompt.getControlType() == org.javarosa.core.model.Constants.CONTROL_SELECT_MULTI) answers.add(new MultipleItemsData(List.of(choice.selection())));
        else answers.add(new SelectOneData(choice.selection()));
      }
      return answers;
    }
    switch (prompt.getDataType()) {
      case org.javarosa.core.model.Constants.DATATYPE_INTEGER -> answers.add(new IntegerData(7));
      case org.javarosa.core.model.Constants.DATATYPE_DECIMAL -> answers.add(new DecimalData(1.5));
      case org.javarosa.core.model.Constants.DATATYPE_DATE -> answers.add(new DateData(new java.util.Date()));
      case org.javarosa.core.model.Constants.DATATYPE_GEOPOINT -> answers.add(new GeoPointData(new double[] {26.76, 83.37, 0, 0}));
      case org.javarosa.core.model.Constants.DATATYPE_BINARY -> answers.add(new StringData("चित्र.jpg"));
      default -> {
        answers.add(new StringData("9876543210"));
        answers.add(new StringData("अ"));
      }
    }
    return answers;
  }
}
