import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.model.xform.XPathReference;
import org.javarosa.xform.util.XFormUtils;

/** Fills the form of the NCCS grid with the engine of ODK Collect, cell by cell: what is sent holds the class and neither education nor things. CheckGrid XFORM GRID.csv */
public class CheckGrid {
  private static final String[] THINGS = {"electricity", "ceiling_fan", "lpg", "two_wheeler", "colour_tv", "refrigerator", "washing_machine", "computer", "car", "air_conditioner", "farm_land"};

  public static void main(String[] arguments) throws Exception {
    PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
    PrototypeManager.registerPrototypes(org.javarosa.core.model.CoreModelModule.classNames);
    new XFormsModule().registerModule();
    List<String> lines = Files.readAllLines(new File(arguments[1]).toPath());
    String[] educations = lines.get(0).split(",");
    int cells = 0;
    for (int owned = 0; owned <= THINGS.length; ++owned) {
      String[] row = lines.get(Math.min(owned, 9) + 1).split(",");
      for (int at = 1; at < educations.length; ++at) {
        String sent = filled(arguments[0], educations[at], owned);
        String wanted = row[at];
        boolean right = sent.contains("<nccs_class>" + wanted + "</nccs_class>") && sent.contains("<nccs_group>" + wanted.charAt(0) + "</nccs_group>");
        boolean alone = !sent.contains("<education>") && !sent.contains("<durables>") && !sent.contains("<nccs_cell>") && !sent.contains(THINGS[0]);
        if (!right || !alone) throw new Exception(educations[at] + ", " + owned + " things: expected " + wanted + " alone, got " + sent);
        ++cells;
      }
    }
    System.out.println("household-means-nccs.xml\t" + cells + " cells of the grid");
  }

  private static String filled(String path, String education, int owned) throws Exception {
    FormDef form = XFormUtils.getFormFromFormXml(new File(path).getAbsolutePath(), null);
    form.initialize(true, new InstanceInitializationFactory());
    set(form, "/data/agreed/consent_economic", one("yes"));
    set(form, "/data/means/education", one(education));
    // Tapped one by one.
    List<Selection> chosen = new ArrayList<>();
    for (int at = 0; at < owned; ++at) {
      chosen.add(new Selection(THINGS[at]));
      set(form, "/data/means/durables", new MultipleItemsData(new ArrayList<>(chosen)));
    }
    if (owned == 0) set(form, "/data/means/durables", new MultipleItemsData(List.of(new Selection("none"))));
    set(form, "/data/keep_class", one("keep"));
    set(form, "/data/consent_community", one("no"));
    form.postProcessInstance();
    return new String(new XFormSerializingVisitor().serializeInstance(form.getInstance()), "UTF-8");
  }

  private static IAnswerData one(String value) {
    return new SelectOneData(new Selection(value));
  }

  private static void set(FormDef form, String path, IAnswerData answer) {
    form.setValue(answer, XPathReference.getPathExpr(path).getReference(), true);
  }
}
