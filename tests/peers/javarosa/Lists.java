import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceManager;

/** Lists that forms choose from (jr://file-csv/…), out of the folder that LISTS names, as Collect keeps them beside a form. */
final class Lists {
  private Lists() {}

  static void register() {
    File folder = new File(System.getenv("LISTS"));
    ReferenceManager.instance().addReferenceFactory(new PrefixedRootFactory(new String[] {"file-csv"}) {
      @Override
      protected Reference factory(String terminal, String address) {
        return new ListFile(new File(folder, terminal), address);
      }
    });
  }

  private record ListFile(File file, String address) implements Reference {
    @Override
    public boolean doesBinaryExist() {
      return file.exists();
    }

    @Override
    public InputStream getStream() throws IOException {
      return new FileInputStream(file);
    }

    @Override
    public String getURI() {
      return address;
    }

    @Override
    public String getLocalURI() {
      return file.getAbsolutePath();
    }

    @Override
    public boolean isReadOnly() {
      return true;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      throw new IOException("read only");
    }

    @Override
    public void remove() throws IOException {
      throw new IOException("read only");
    }

    @Override
    public Reference[] probeAlternativeReferences() {
      return new Reference[0];
    }
  }
}
